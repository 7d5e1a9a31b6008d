// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * All models that are known: those that can be had, and those that are refused for their licence.
 *
 * @param hub address of the Hugging Face hub
 * @param hubDownloads where it redirects downloads to, as a CSP names hosts
 * @param models in order of preference within a role
 */
public record Catalogue(String hub, List<String> hubDownloads, List<Model> models) {
    private static final String RESOURCE = "/io/sightline/models/catalogue.json";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
    private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,99}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern HTTPS = Pattern.compile("https://[^\\s]+");
    private static final Pattern HOST =
            Pattern.compile("https://(\\*\\.)?[a-z0-9-]+(\\.[a-z0-9-]+)+");
    private static final Pattern REPO = Pattern.compile("[A-Za-z0-9._-]+/[A-Za-z0-9._-]+");
    private static final Pattern REVISION = Pattern.compile("[0-9a-f]{40}|main");
    private static final Pattern PATH =
            Pattern.compile("(?!.*\\.\\.)[A-Za-z0-9_@][A-Za-z0-9._@/-]*");
    private static final Pattern PACKAGE = Pattern.compile("(@[a-z0-9._-]+/)?[a-z0-9._-]+");
    private static final Pattern VERSION =
            Pattern.compile("[0-9]+\\.[0-9]+\\.[0-9]+[0-9A-Za-z.+-]*");
    private static final Set<String> BACKENDS =
            Set.of("webgpu-fp16", "webgpu-fp32", "wasm-threads", "wasm");

    /** The catalogue that belongs to this build. */
    public static Catalogue load() {
        try (var in = Catalogue.class.getResourceAsStream(RESOURCE)) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a catalogue.
     *
     * @throws CatalogueException naming the path of the first fault
     */
    public static Catalogue parse(String text) {
        JsonNode json;
        try {
            json =
                    new ObjectMapper()
                            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                            .readTree(text);
        } catch (JsonProcessingException e) {
            var where = e.getLocation();
            throw new CatalogueException(
                    where == null ? "the document" : "line " + where.getLineNr(),
                    "JSON: " + e.getOriginalMessage());
        }
        var root = new Node(json, "").only("schema", "hub", "hubDownloads", "models");
        if (root.at("schema").count() != 1) {
            throw root.at("schema").fault("1");
        }
        var models = root.someOf("models", Catalogue::model);
        unique(root, "models", models, Model::id);
        return new Catalogue(
                root.at("hub").text(HTTPS, "an https address"),
                root.has("hubDownloads")
                        ? root.list("hubDownloads", n -> n.text(HOST, "https://host"))
                        : List.of(),
                models);
    }

    /** The model of this id. */
    public Optional<Model> model(String id) {
        return models.stream().filter(m -> m.id().equals(id)).findFirst();
    }

    private static Model model(Node node) {
        node.only(
                "id",
                "name",
                "role",
                "licence",
                "memory",
                "input",
                "output",
                "variants",
                "fetched",
                "names",
                "prompts");
        var id = node.at("id").text(ID, "an id of lower-case letters, digits, - and .");
        var role =
                Role.valueOf(
                        node.at("role")
                                .oneOf(Set.of("depth", "detector", "face", "language"))
                                .toUpperCase(Locale.ROOT));
        var licence = licence(node.at("licence"));
        if (!licence.commercial()) {
            node.only("id", "name", "role", "licence", "names");
            var names = node.someOf("names", Node::text);
            return new Model(
                    id,
                    node.at("name").text(),
                    role,
                    licence,
                    0,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    names,
                    Map.of());
        }
        var image = role != Role.LANGUAGE;
        node.only(
                "id",
                "name",
                "role",
                "licence",
                "memory",
                "input",
                "output",
                "variants",
                "fetched",
                "prompts");
        var variants = node.someOf("variants", Catalogue::variant);
        unique(node, "variants", variants, Variant::id);
        var ids = new HashSet<>(variants.stream().map(Variant::id).toList());
        return new Model(
                id,
                node.at("name").text(),
                role,
                licence,
                node.has("memory") ? node.at("memory").count() : 0,
                image ? input(node.at("input")) : null,
                image ? output(node.at("output"), role) : null,
                variants,
                node.someOf("fetched", set -> set.each(variant -> variant.oneOf(ids))),
                List.of(),
                node.has("prompts") ? prompts(node.at("prompts")) : Map.of());
    }

    private static Map<String, String> prompts(Node node) {
        return Map.of("summary", node.only("summary").at("summary").text());
    }

    private static Licence licence(Node node) {
        node.only("spdx", "url", "commercial");
        return new Licence(
                node.at("spdx").text(),
                node.at("url").text(HTTPS, "an https address"),
                node.at("commercial").flag());
    }

    private static ImageInput input(Node node) {
        node.only(
                "name",
                "dtype",
                "layout",
                "multiple",
                "size",
                "colour",
                "range",
                "mean",
                "std",
                "fit",
                "resize",
                "pad");
        var size = node.has("size") ? node.list("size", n -> (int) n.count()) : List.<Integer>of();
        if (!size.isEmpty() && size.size() != 2) {
            throw node.at("size").fault("[height, width]");
        }
        return new ImageInput(
                node.at("name").text(),
                node.at("dtype").oneOf(Set.of("float32")),
                node.at("layout").oneOf(Set.of("NCHW")),
                (int) node.at("multiple").count(),
                size,
                node.at("colour").oneOf(Set.of("RGB", "BGR")),
                numbers(node, "range", 2),
                numbers(node, "mean", 3),
                numbers(node, "std", 3),
                node.at("fit").oneOf(Set.of("aspect", "letterbox")),
                node.at("resize").oneOf(Set.of("cubic", "linear")),
                node.has("pad") ? (int) node.at("pad").count() : 0);
    }

    private static ModelOutput output(Node node, Role role) {
        node.only("name", "kind", "near", "unit", "most", "decoder");
        var depth = role == Role.DEPTH;
        var kind = node.at("kind").oneOf(depth ? Set.of("relative", "metric") : Set.of("boxes"));
        var metric = kind.equals("metric");
        if (!metric) {
            node.only("name", "kind", "near", "decoder");
        }
        return new ModelOutput(
                node.at("name").text(),
                kind,
                // Metres grow with distance; a relative map may run either way.
                depth
                        ? node.at("near").oneOf(metric ? Set.of("small") : Set.of("large", "small"))
                        : null,
                metric ? node.at("unit").oneOf(Set.of("metres")) : null,
                metric ? (int) node.at("most").count() : 0,
                depth
                        ? null
                        : node.at("decoder")
                                .oneOf(
                                        role == Role.FACE
                                                ? Set.of("blazeface")
                                                : Set.of("yolox", "nanodet", "nanodet-plus")));
    }

    private static List<Double> numbers(Node node, String field, int length) {
        var numbers = node.list(field, Node::number);
        if (numbers.size() != length) {
            throw node.at(field).fault("a list of " + length + " numbers");
        }
        return numbers;
    }

    private static Variant variant(Node node) {
        node.only("id", "precision", "needs", "backends", "files", "sources");
        var precision = node.at("precision").only("storage", "compute");
        var files = node.someOf("files", Catalogue::file);
        unique(node, "files", files, ModelFile::name);
        var names = files.stream().map(ModelFile::name).toList();
        return new Variant(
                node.at("id").text(ID, "an id of lower-case letters, digits, - and ."),
                new Precision(
                        precision.at("storage").oneOf(Set.of("fp32", "fp16", "int8", "q4")),
                        precision.at("compute").oneOf(Set.of("fp32", "fp16"))),
                node.list("needs", n -> n.oneOf(Set.of("shader-f16"))),
                node.someOf("backends", n -> n.oneOf(BACKENDS)),
                files,
                node.someOf("sources", source -> source(source, files, names)));
    }

    private static ModelFile file(Node node) {
        node.only("name", "bytes", "sha256");
        return new ModelFile(
                node.at("name").text(FILE_NAME, "a file name without folders"),
                node.at("bytes").count(),
                node.has("sha256") ? sha256(node.at("sha256")) : null);
    }

    private static String sha256(Node node) {
        return node.text(SHA256, "64 lower-case hex digits");
    }

    private static Source source(Node node, List<ModelFile> files, List<String> names) {
        node.object();
        var type =
                node.at("type").oneOf(Set.of("huggingface", "release", "npm", "bundled", "local"));
        return switch (type) {
            case "huggingface" -> {
                node.only("type", "repo", "revision", "paths");
                yield new Source.HuggingFace(
                        node.at("repo").text(REPO, "owner/name"),
                        node.at("revision").text(REVISION, "a commit of 40 hex digits, or main"),
                        byName(node, "paths", names, n -> n.text(PATH, "a relative path")));
            }
            case "release" -> {
                node.only("type", "urls");
                if (files.stream().anyMatch(f -> !f.pinned())) {
                    throw node.fault("left out, as a release needs files with a sha256");
                }
                yield new Source.Release(
                        byName(node, "urls", names, n -> n.text(HTTPS, "an https address")));
            }
            case "npm" -> {
                node.only("type", "name", "version", "bytes", "sha256", "entries", "translation");
                if (names.size() != 1) {
                    throw node.fault("left out, as a translation makes exactly one file");
                }
                yield new Source.Npm(
                        node.at("name").text(PACKAGE, "a package name"),
                        node.at("version").text(VERSION, "an exact version"),
                        node.at("bytes").count(),
                        sha256(node.at("sha256")),
                        node.someOf("entries", Catalogue::entry),
                        translation(node.at("translation")));
            }
            case "bundled" -> {
                node.only("type", "folder", "paths");
                if (files.stream().anyMatch(f -> !f.pinned())) {
                    throw node.fault("left out, as a bundled file needs a sha256");
                }
                yield new Source.Bundled(
                        node.at("folder").text(PATH, "a relative path"),
                        byName(node, "paths", names, n -> n.text(PATH, "a relative path")));
            }
            default -> {
                node.only("type");
                yield new Source.Local();
            }
        };
    }

    private static Source.Entry entry(Node node) {
        node.only("path", "as", "bytes", "sha256");
        return new Source.Entry(
                node.at("path").text(PATH, "a relative path"),
                node.at("as").text(FILE_NAME, "a file name without folders"),
                node.at("bytes").count(),
                sha256(node.at("sha256")));
    }

    private static Translation translation(Node node) {
        node.only("from", "storage", "compute");
        var from =
                node.at("from")
                        .oneOf(Set.of(Translation.MIL, Translation.NANODET, Translation.BLAZEFACE));
        var depth = from.equals(Translation.MIL);
        return new Translation(
                from,
                node.at("storage").oneOf(depth ? Set.of("fp16", "int8") : Set.of("fp16")),
                node.at("compute").oneOf(depth ? Set.of("fp32", "fp16") : Set.of("fp32")));
    }

    private static Map<String, String> byName(
            Node node, String field, List<String> names, Function<Node, String> reader) {
        var map = new LinkedHashMap<String, String>();
        var values = node.at(field).only(names.toArray(String[]::new));
        for (var name : names) {
            map.put(name, reader.apply(values.at(name)));
        }
        return Map.copyOf(map);
    }

    private static <T> void unique(Node node, String field, List<T> items, Function<T, String> id) {
        var seen = new HashSet<String>();
        for (int i = 0; i < items.size(); ++i) {
            if (!seen.add(id.apply(items.get(i)))) {
                throw node.items(field).get(i).fault("unique: " + id.apply(items.get(i)));
            }
        }
    }
}
