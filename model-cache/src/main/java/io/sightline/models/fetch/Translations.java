// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.fetch;

import io.sightline.models.catalogue.ModelFile;
import io.sightline.models.catalogue.Translation;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.store.Digest;
import io.sightline.models.translate.BlazeFaceTranslator;
import io.sightline.models.translate.DepthTranslator;
import io.sightline.models.translate.DepthTranslator.Compute;
import io.sightline.models.translate.DepthTranslator.Options;
import io.sightline.models.translate.DepthTranslator.Storage;
import io.sightline.models.translate.NanoDetTranslator;
import io.sightline.models.translate.TranslationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a model file of a package's entries as the catalogue says, and verifies it. */
public final class Translations {
    private Translations() {}

    /**
     * Translates entries that lie in a folder under the names the translation knows.
     *
     * @throws FetchException where the result is not the file that the catalogue names
     */
    public static void translate(Translation translation, Path folder, ModelFile file, Path part)
            throws IOException {
        try {
            var weights = folder.resolve("weight.bin");
            switch (translation.from()) {
                case Translation.NANODET ->
                        NanoDetTranslator.translate(folder.resolve("model.json"), weights, part);
                case Translation.BLAZEFACE ->
                        BlazeFaceTranslator.translate(folder.resolve("model.tflite"), part);
                default ->
                        DepthTranslator.translate(
                                folder.resolve("model.mil"), weights, part, options(translation));
            }
        } catch (TranslationException e) {
            throw new FetchException(Kind.CORRUPT, "Cannot translate: " + e.getMessage(), e);
        } catch (IOException e) {
            throw StoreFaults.of(part, e);
        }
        var sha256 = Digest.sha256(part);
        if (file.pinned() && !sha256.equals(file.sha256())) {
            Files.delete(part);
            throw new FetchException(
                    Kind.CORRUPT,
                    "The translation of "
                            + file.name()
                            + " has sha-256 "
                            + sha256
                            + " instead of "
                            + file.sha256()
                            + ": the translator and the catalogue are not of one version.");
        }
    }

    private static Options options(Translation translation) {
        return new Options(
                translation.storage().equals("int8") ? Storage.INT8 : Storage.FP16,
                translation.compute().equals("fp16") ? Compute.FP16 : Compute.FP32,
                0,
                0);
    }
}
