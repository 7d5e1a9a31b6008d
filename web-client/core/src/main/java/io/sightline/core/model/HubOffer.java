// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the page may get from the model hub itself. The catalogue says where it lies; where it says
 * no digest, the hub is asked for one before anything is loaded ({@link HubRecords}).
 *
 * @param address of the hub, without a slash at its end
 * @param models what it has, by a model's id
 */
public record HubOffer(String address, Map<String, List<Variant>> models) {
    /** Digits of a commit that are shown. */
    private static final int SHORT = 12;

    /**
     * A variant.
     *
     * @param id the one of {@link ModelVariant}
     * @param repo owner/name
     * @param revision a commit, or a branch that the hub resolves to one
     * @param files of the variant
     */
    public record Variant(String id, String repo, String revision, List<File> files) {}

    /**
     * A file.
     *
     * @param name the one of {@link ModelFile}
     * @param path within the repository
     * @param bytes length; about so where the digest is not known
     * @param sha256 as the catalogue pins it; empty where it does not
     */
    public record File(String name, String path, long bytes, String sha256) {}

    /** The offer in the server's list of models; null when the page may not ask the hub. */
    static HubOffer of(Fields index) {
        if (!index.has("hub")) {
            return null;
        }
        var models = new LinkedHashMap<String, List<Variant>>();
        for (var model : index.objects("models")) {
            var variants = new ArrayList<Variant>();
            for (var variant : model.objects("variants")) {
                if (variant.has("hub")) {
                    variants.add(variantOf(variant.text("id"), variant.object("hub")));
                }
            }
            if (!variants.isEmpty()) {
                models.put(model.text("id"), variants);
            }
        }
        return new HubOffer(index.text("hub"), models);
    }

    private static Variant variantOf(String id, Fields fields) {
        var files = new ArrayList<File>();
        for (var file : fields.objects("files")) {
            files.add(
                    new File(
                            file.text("name"),
                            file.text("path"),
                            file.whole("bytes"),
                            file.text("sha256", "")));
        }
        return new Variant(id, fields.text("repo"), fields.text("revision"), files);
    }

    /** The host's name, for people. */
    public String host() {
        int start = address.indexOf("://") + 3;
        int end = address.indexOf('/', start);
        return end < 0 ? address.substring(start) : address.substring(start, end);
    }

    /**
     * A model as the hub offers it. One that the hub lacks altogether, such as the demonstration,
     * stays the server's; of one that it has, nothing comes from the server.
     *
     * @param served the server's entry
     * @param known what the hub has stated so far
     */
    public ModelEntry entry(ModelEntry served, HubRecords known) {
        var here = models.get(served.id());
        if (here == null) {
            return served;
        }
        var variants = new ArrayList<ModelVariant>();
        for (var variant : served.variants()) {
            var found = find(here, variant.id());
            variants.add(found == null ? variant.without() : variant(variant, found, known));
        }
        return served.with(variants);
    }

    private static Variant find(List<Variant> variants, String id) {
        for (var variant : variants) {
            if (variant.id().equals(id)) {
                return variant;
            }
        }
        return null;
    }

    private ModelVariant variant(ModelVariant served, Variant here, HubRecords known) {
        var commit = known.commit(here.repo(), here.revision());
        var files = new ArrayList<ModelFile>();
        for (var file : here.files()) {
            var fact = known.fact(here, file);
            files.add(
                    new ModelFile(
                            file.name(),
                            fact == null ? file.bytes() : fact.bytes(),
                            fact == null ? file.sha256() : fact.sha256(),
                            url(here.repo(), commit, file.path())));
        }
        var shown = commit.length() > SHORT ? commit.substring(0, SHORT) : commit;
        return served.from(here.repo() + "@" + shown, files);
    }

    /** Where a file lies at a commit. */
    public String url(String repo, String commit, String path) {
        return address + "/" + repo + "/resolve/" + commit + "/" + path;
    }

    /** Where the hub says which commit a branch stands at. */
    public String revisionUrl(String repo, String revision) {
        return address + "/api/models/" + repo + "/revision/" + revision;
    }

    /** Where the hub lists a commit's files with their lengths and digests. */
    public String treeUrl(String repo, String commit) {
        return address + "/api/models/" + repo + "/tree/" + commit + "?recursive=true";
    }

    /** Variants of a model of which the hub still has to state something. */
    public List<Variant> unknown(String model, HubRecords known) {
        var list = new ArrayList<Variant>();
        for (var variant : models.getOrDefault(model, List.of())) {
            for (var file : variant.files()) {
                if (file.sha256().isEmpty() && known.fact(variant, file) == null) {
                    list.add(variant);
                    break;
                }
            }
        }
        return list;
    }
}
