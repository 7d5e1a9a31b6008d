// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.detect.DetectorContract;
import io.sightline.core.image.ImageSize;
import io.sightline.core.value.Fields;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The server's list of models, {@code models/index.json}, and its entries' form in messages, which
 * is the same.
 *
 * @param models in the catalogue's order
 * @param hub what may be had from the hub itself; null when the page may not ask it
 */
public record ModelIndex(List<ModelEntry> models, HubOffer hub) {
    /** Of a detector that says none: what the small ones are trained at. */
    private static final ImageSize DETECTOR_SIZE = new ImageSize(416, 416);

    /** Reads the list; a fault names its path. */
    public static ModelIndex of(Object value) {
        var models = new ArrayList<ModelEntry>();
        var index = Fields.of(value);
        for (var fields : index.objects("models")) {
            models.add(entryOf(fields));
        }
        return new ModelIndex(models, HubOffer.of(index));
    }

    /** The models as they are to be had from a source. */
    public ModelIndex from(ModelSource source, HubRecords known) {
        if (hub == null || source == ModelSource.SERVER) {
            return this;
        }
        var offered = new ArrayList<ModelEntry>();
        for (var model : models) {
            offered.add(hub.entry(model, known));
        }
        return new ModelIndex(offered, hub);
    }

    /** With other models behind these. */
    public ModelIndex and(List<ModelEntry> others) {
        var all = new ArrayList<>(models);
        all.addAll(others);
        return new ModelIndex(all, hub);
    }

    /** All models of a role. */
    public List<ModelEntry> of(String role) {
        var found = new ArrayList<ModelEntry>();
        for (var model : models) {
            if (model.role().equals(role)) {
                found.add(model);
            }
        }
        return found;
    }

    /** The model of this id, or null. */
    public ModelEntry model(String id) {
        for (var model : models) {
            if (model.id().equals(id)) {
                return model;
            }
        }
        return null;
    }

    /** The first model of a role, a ready one if there is one, or null. */
    public ModelEntry firstOf(String role) {
        ModelEntry found = null;
        for (var model : models) {
            if (model.role().equals(role) && (found == null || !found.ready() && model.ready())) {
                found = model;
            }
        }
        return found;
    }

    /** Reads one entry. */
    public static ModelEntry entryOf(Fields fields) {
        var variants = new ArrayList<ModelVariant>();
        for (var variant : fields.objects("variants")) {
            var files = new ArrayList<ModelFile>();
            for (var file : variant.objects("files")) {
                files.add(
                        new ModelFile(
                                file.text("name"),
                                (long) file.number("bytes", 0),
                                file.text("sha256", ""),
                                file.text("url", "")));
            }
            var precision = variant.object("precision");
            variants.add(
                    new ModelVariant(
                            variant.text("id"),
                            precision.text("storage"),
                            precision.text("compute"),
                            variant.texts("needs"),
                            variant.text("state").equals("ready"),
                            variant.text("source", ""),
                            files,
                            variant.text("how", "")));
        }
        var role = fields.text("role");
        return new ModelEntry(
                fields.text("id"),
                fields.text("name"),
                role,
                fields.object("licence").text("spdx"),
                role.equals("depth") ? contractOf(fields) : null,
                variants,
                promptsOf(fields),
                (long) fields.number("memory", 0),
                role.equals("detector") || role.equals("face") ? detectorOf(fields) : null);
    }

    private static Map<String, String> promptsOf(Fields fields) {
        var prompts = new LinkedHashMap<String, String>();
        if (fields.raw("prompts") instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                prompts.put(String.valueOf(entry.getKey()), String.valueOf(entry.getValue()));
            }
        }
        return Collections.unmodifiableMap(prompts);
    }

    private static ModelContract contractOf(Fields fields) {
        var input = fields.object("input");
        var output = fields.object("output");
        return new ModelContract(
                input.text("name"),
                output.text("name"),
                input.whole("multiple", 1, 4096),
                input.numbers("mean", 3),
                input.numbers("std", 3),
                output.text("kind"),
                output.text("near"),
                output.text("unit", ""),
                output.number("most", 0),
                sizeOf(input));
    }

    private static DetectorContract detectorOf(Fields fields) {
        var input = fields.object("input");
        var output = fields.object("output");
        var size = sizeOf(input);
        return new DetectorContract(
                input.text("name"),
                output.text("name"),
                size == null ? DETECTOR_SIZE : size,
                input.text("colour").equals("BGR"),
                input.numbers("range", 2)[1],
                input.numbers("mean", 3),
                input.numbers("std", 3),
                input.whole("pad", 0, 255),
                output.text("decoder"));
    }

    private static ImageSize sizeOf(Fields input) {
        if (!input.has("size") || input.raw("size") instanceof List<?> list && list.isEmpty()) {
            return null;
        }
        var size = input.numbers("size", 2);
        return new ImageSize((int) size[1], (int) size[0]);
    }

    /** An entry in its message form. */
    public static Map<String, Object> toMap(ModelEntry entry) {
        var variants = new ArrayList<Object>();
        for (var variant : entry.variants()) {
            var files = new ArrayList<Object>();
            for (var file : variant.files()) {
                files.add(
                        Map.of(
                                "name", file.name(),
                                "bytes", (double) file.bytes(),
                                "sha256", file.sha256(),
                                "url", file.url()));
            }
            var map = new LinkedHashMap<String, Object>();
            map.put("id", variant.id());
            map.put(
                    "precision",
                    Map.of("storage", variant.storage(), "compute", variant.compute()));
            map.put("needs", variant.needs());
            map.put("state", variant.ready() ? "ready" : "absent");
            map.put("source", variant.source());
            map.put("files", files);
            map.put("how", variant.how());
            variants.add(map);
        }
        var map = new LinkedHashMap<String, Object>();
        map.put("id", entry.id());
        map.put("name", entry.name());
        map.put("role", entry.role());
        map.put("licence", Map.of("spdx", entry.licence()));
        map.put("memory", (double) entry.memory());
        var contract = entry.contract();
        if (contract != null) {
            var fixed = contract.fixed();
            map.put(
                    "input",
                    Map.of(
                            "name", contract.input(),
                            "multiple", contract.multiple(),
                            "mean", numbers(contract.mean()),
                            "std", numbers(contract.std()),
                            "size",
                                    fixed == null
                                            ? List.of()
                                            : numbers(
                                                    new float[] {fixed.height(), fixed.width()})));
            map.put(
                    "output",
                    Map.of(
                            "name",
                            contract.output(),
                            "kind",
                            contract.kind(),
                            "near",
                            contract.near(),
                            "unit",
                            contract.unit(),
                            "most",
                            contract.most()));
        }
        var detector = entry.detector();
        if (detector != null) {
            var size = detector.size();
            map.put(
                    "input",
                    Map.of(
                            "name", detector.input(),
                            "size", numbers(new float[] {size.height(), size.width()}),
                            "colour", detector.blueFirst() ? "BGR" : "RGB",
                            "range", List.of(0.0, (double) detector.full()),
                            "mean", numbers(detector.mean()),
                            "std", numbers(detector.std()),
                            "pad", detector.pad()));
            map.put("output", Map.of("name", detector.output(), "decoder", detector.decoder()));
        }
        map.put("variants", variants);
        if (!entry.prompts().isEmpty()) {
            map.put("prompts", entry.prompts());
        }
        return map;
    }

    private static List<Object> numbers(float[] values) {
        var list = new ArrayList<Object>();
        for (var value : values) {
            list.add((double) value);
        }
        return list;
    }
}
