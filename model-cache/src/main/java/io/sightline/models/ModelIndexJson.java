// SPDX-License-Identifier: Apache-2.0
package io.sightline.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sightline.models.catalogue.ImageInput;
import io.sightline.models.catalogue.Model;
import io.sightline.models.catalogue.ModelOutput;
import io.sightline.models.catalogue.Source;
import io.sightline.models.catalogue.Variant;
import java.util.List;

/** The list of models as the page reads it, with what the hub has of them where it may be asked. */
final class ModelIndexJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelIndexJson() {}

    /**
     * The list.
     *
     * @param hub address of the hub that the page may ask; empty when it may not
     */
    static String of(List<ModelState> states, String hub) {
        var root = JSON.createObjectNode().put("schema", 1);
        if (!hub.isEmpty()) {
            root.put("hub", hub);
        }
        var models = root.putArray("models");
        Model last = null;
        ArrayNode variants = null;
        for (var state : states) {
            if (!state.model().equals(last)) {
                last = state.model();
                variants = model(models.addObject(), last);
            }
            var variant = variants.addObject();
            variant(variant, state);
            if (!hub.isEmpty()) {
                hub(variant, state.variant());
            }
        }
        return root.toPrettyString();
    }

    private static ArrayNode model(ObjectNode json, Model model) {
        json.put("id", model.id()).put("name", model.name()).put("role", model.role().wire());
        json.putObject("licence")
                .put("spdx", model.licence().spdx())
                .put("url", model.licence().url());
        if (model.memory() > 0) {
            json.put("memory", model.memory());
        }
        if (model.input() != null) {
            input(json.putObject("input"), model.input());
            output(json.putObject("output"), model.output());
        }
        if (!model.prompts().isEmpty()) {
            model.prompts().forEach(json.putObject("prompts")::put);
        }
        return json.putArray("variants");
    }

    private static void input(ObjectNode json, ImageInput input) {
        json.put("name", input.name()).put("dtype", input.dtype()).put("layout", input.layout());
        json.put("multiple", input.multiple());
        input.size().forEach(json.putArray("size")::add);
        json.put("colour", input.colour());
        input.range().forEach(json.putArray("range")::add);
        input.mean().forEach(json.putArray("mean")::add);
        input.std().forEach(json.putArray("std")::add);
        json.put("fit", input.fit()).put("resize", input.resize()).put("pad", input.pad());
    }

    private static void output(ObjectNode json, ModelOutput output) {
        json.put("name", output.name()).put("kind", output.kind());
        if (output.near() != null) {
            json.put("near", output.near());
        }
        if (output.unit() != null) {
            json.put("unit", output.unit()).put("most", output.most());
        }
        if (output.decoder() != null) {
            json.put("decoder", output.decoder());
        }
    }

    private static void variant(ObjectNode json, ModelState state) {
        var variant = state.variant();
        json.put("id", variant.id());
        json.putObject("precision")
                .put("storage", variant.precision().storage())
                .put("compute", variant.precision().compute());
        variant.needs().forEach(json.putArray("needs")::add);
        variant.backends().forEach(json.putArray("backends")::add);
        json.put("state", state.ready() ? "ready" : "absent");
        json.put("source", state.source());
        json.put("bytes", state.bytes());
        var files = json.putArray("files");
        if (state.ready()) {
            state.files().forEach(f -> file(files, f.name(), f.bytes(), f.sha256()));
        } else {
            variant.files().forEach(f -> file(files, f.name(), f.bytes(), f.sha256()));
        }
        json.put("how", state.how());
    }

    /** What the hub has of a variant, as far as the catalogue knows it. */
    private static void hub(ObjectNode json, Variant variant) {
        for (var source : variant.sources()) {
            if (source instanceof Source.HuggingFace hub) {
                var object = json.putObject("hub");
                object.put("repo", hub.repo()).put("revision", hub.revision());
                var files = object.putArray("files");
                for (var file : variant.files()) {
                    files.addObject()
                            .put("name", file.name())
                            .put("path", hub.paths().get(file.name()))
                            .put("bytes", file.bytes())
                            .put("sha256", file.sha256());
                }
                return;
            }
        }
    }

    private static void file(ArrayNode files, String name, long bytes, String sha256) {
        // Without a digest there is no address yet: fields the reader takes as absent.
        files.addObject()
                .put("name", name)
                .put("bytes", bytes)
                .put("sha256", sha256)
                .put("url", sha256 == null ? null : "models/" + sha256 + "/" + name);
    }
}
