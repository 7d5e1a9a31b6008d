// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.cli;

import io.sightline.models.fetch.FetchException;
import io.sightline.models.fetch.FetchException.Kind;
import io.sightline.models.store.Digest;
import io.sightline.models.store.Sizes;
import io.sightline.models.translate.DepthTranslator;
import io.sightline.models.translate.DepthTranslator.Compute;
import io.sightline.models.translate.DepthTranslator.Options;
import io.sightline.models.translate.DepthTranslator.Storage;
import io.sightline.models.translate.TranslationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Translates without the store, for one's own use. */
@Command(
        name = "translate",
        mixinStandardHelpOptions = true,
        description = "make an ONNX file of Depth Anything V2's Core ML form")
final class TranslateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "MIL", description = "model.mil")
    private Path mil;

    @Parameters(index = "1", paramLabel = "WEIGHTS", description = "weight.bin")
    private Path weights;

    @Parameters(index = "2", paramLabel = "OUT", description = "the ONNX file to write")
    private Path out;

    @Option(names = "--height", description = "fixed height, a multiple of 14 (default: any)")
    private int height;

    @Option(names = "--width", description = "fixed width, a multiple of 14 (default: any)")
    private int width;

    @Option(names = "--storage", description = "weights: ${COMPLETION-CANDIDATES}")
    private Storage storage = Storage.FP16;

    @Option(names = "--compute", description = "arithmetic: ${COMPLETION-CANDIDATES}")
    private Compute compute = Compute.FP32;

    @Override
    public Integer call() throws IOException {
        Options options;
        try {
            options = new Options(storage, compute, height, width);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        try {
            DepthTranslator.translate(mil, weights, out, options);
        } catch (TranslationException e) {
            throw new FetchException(Kind.CORRUPT, "Cannot translate: " + e.getMessage(), e);
        }
        spec.commandLine()
                .getOut()
                .println(
                        out
                                + ": "
                                + Sizes.text(Files.size(out))
                                + ", sha-256 "
                                + Digest.sha256(out));
        return ExitCode.OK;
    }
}
