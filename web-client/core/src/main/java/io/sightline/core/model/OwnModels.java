// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.error.SightlineException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Depth models that the user brought in as files. They lie in this browser's store alone: nobody
 * else has them, so nothing can be fetched again.
 *
 * @param models oldest first
 * @param chosen id of the depth model that the user chose, own or not; empty for the usual one
 */
public record OwnModels(List<ModelEntry> models, String chosen) {
    /** None. */
    public static final OwnModels NONE = new OwnModels(List.of(), "");

    private static final String PREFIX = "own-";
    private static final int DIGITS = 12;

    /** True when the user brought it in. */
    public static boolean isOwn(ModelEntry entry) {
        return entry.id().startsWith(PREFIX);
    }

    /**
     * The entry of a file.
     *
     * @param name of the file
     * @param sha256 of its bytes
     * @param bytes how many
     * @param contract how it is called, and what its values are by the user's word
     */
    public static ModelEntry entry(String name, String sha256, long bytes, ModelContract contract) {
        var stem = name.endsWith(".onnx") ? name.substring(0, name.length() - 5) : name;
        return new ModelEntry(
                PREFIX + sha256.substring(0, DIGITS),
                stem.isEmpty() ? name : stem,
                "depth",
                "LicenseRef-own",
                contract,
                List.of(
                        new ModelVariant(
                                "own",
                                "fp32",
                                "fp32",
                                List.of(),
                                true,
                                name,
                                List.of(new ModelFile(name, bytes, sha256, "")),
                                "")));
    }

    /** With one more, in place of an older entry of the same file, and chosen. */
    public OwnModels with(ModelEntry entry) {
        var next = new ArrayList<ModelEntry>();
        for (var each : models) {
            if (!each.id().equals(entry.id())) {
                next.add(each);
            }
        }
        next.add(entry);
        return new OwnModels(List.copyOf(next), entry.id());
    }

    /** Without those whose file is gone. */
    public OwnModels keeping(List<String> digests) {
        var next = new ArrayList<ModelEntry>();
        for (var each : models) {
            if (digests.contains(each.variants().get(0).files().get(0).sha256())) {
                next.add(each);
            }
        }
        return next.size() == models.size() ? this : new OwnModels(List.copyOf(next), chosen);
    }

    /** With another choice. */
    public OwnModels choosing(String id) {
        return new OwnModels(models, id);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var list = new ArrayList<Object>();
        for (var each : models) {
            list.add(ModelIndex.toMap(each));
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("chosen", chosen);
        map.put("models", list);
        return map;
    }

    /** What was kept; what does not fit is left out. */
    public static OwnModels of(Object kept) {
        try {
            var models = new ArrayList<ModelEntry>();
            for (var each : ModelIndex.of(kept).models()) {
                if (isOwn(each)
                        && each.contract() != null
                        && each.variants().size() == 1
                        && each.variants().get(0).files().size() == 1) {
                    models.add(each);
                }
            }
            var chosen =
                    kept instanceof Map<?, ?> map && map.get("chosen") instanceof String id
                            ? id
                            : "";
            return new OwnModels(List.copyOf(models), chosen);
        } catch (SightlineException e) {
            return NONE;
        }
    }
}
