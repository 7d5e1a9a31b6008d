// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Worker;
import io.sightline.e2e.Project;
import io.sightline.e2e.model.LanguageModels;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.page.Words;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the vision encoder gets to see of a picture in detail, against the reference's processor
 * (golden-tools/tiles_golden.py). The geometry is the same to the pixel; the resampling is not: the
 * reference has Lanczos in bytes, we have the browser's own, once instead of twice.
 */
@InChromium(models = Models.WORDS)
final class TilePixelsIT {
    private static final Path GOLDEN =
            Project.root().resolve("e2e/src/test/resources/golden/tiles").toAbsolutePath();
    private static final int EDGE = 128;

    /** Of 255, over all views of a picture; 0.8 to 1.8 were seen. */
    private static final double MOST = 2.5;

    /** Of 255, over the view that is off most; 3.2 was seen, where all is writing and edges. */
    private static final double MOST_OF_A_VIEW = 4;

    /** Keeps, as bytes, each set of planes that is about to go to the encoder. */
    private static final String KEEP_PLANES =
            """
            (length) => {
              const { set } = Float32Array.prototype;
              globalThis.seen = [];
              Float32Array.prototype.set = function (source, at) {
                if (this.length === length && source.length === length) {
                  seen.push(Uint8Array.from(source, (v) => Math.round(v * 127.5 + 127.5)));
                }
                return set.call(this, source, at);
              };
            }
            """;

    /**
     * The mean of what a view's values are off by, of 255.
     *
     * @param dx the golden view is taken from that far to the right, pixels
     * @param dy or below
     * @param margin that is left out on each side
     */
    private static double off(
            byte[] planes, BufferedImage golden, int view, int dx, int dy, int margin) {
        double sum = 0;
        for (int y = margin; y < EDGE - margin; ++y) {
            for (int x = margin; x < EDGE - margin; ++x) {
                int rgb = golden.getRGB(x + dx, view * EDGE + y + dy);
                for (int c = 0; c < 3; ++c) {
                    int want = rgb >> 16 - 8 * c & 255;
                    sum += Math.abs((planes[(c * EDGE + y) * EDGE + x] & 255) - want);
                }
            }
        }
        return sum / (3 * (EDGE - 2 * margin) * (EDGE - 2 * margin));
    }

    @ParameterizedTest
    @CsvSource({"160x120,4,3", "640x480,4,3", "200x131,4,3", "96x300,2,4"})
    void tilesAreTheReferences(String name, int columns, int rows, Visit visit) throws IOException {
        SightlinePage page = SightlinePage.open(visit);
        page.api().load(LanguageModels.DEMONSTRATION);
        var words = new Words(page);
        words.keep(GOLDEN, List.of(name + ".png"));
        Worker worker =
                page.tab().workers().stream()
                        .filter(each -> each.url().contains("language-worker"))
                        .findFirst()
                        .orElseThrow();
        worker.evaluate(KEEP_PLANES, 3 * EDGE * EDGE);
        words.verify(List.of(name + ".png"), null, "Is there a person?", Map.of("detail", true));
        @SuppressWarnings("unchecked")
        var seen =
                (List<String>)
                        worker.evaluate(
                                "() => seen.map((planes) => btoa(planes.reduce((text, value) =>"
                                        + " text + String.fromCharCode(value), '')))");
        BufferedImage golden = ImageIO.read(GOLDEN.resolve(name + "-tiles.png").toFile());
        assertEquals(columns * rows + 1, seen.size());
        assertEquals(EDGE * seen.size(), golden.getHeight());
        double all = 0;
        for (int view = 0; view < seen.size(); ++view) {
            var planes = Base64.getDecoder().decode(seen.get(view));
            double here = off(planes, golden, view, 0, 0, 0);
            assertTrue(here < MOST_OF_A_VIEW, name + ", view " + view + ": " + here);
            all += here / seen.size();
            // A pixel further to any side nothing fits as well.
            double inner = off(planes, golden, view, 0, 0, 1);
            for (int[] by : new int[][] {{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                double there = off(planes, golden, view, by[0], by[1], 1);
                assertTrue(inner < there, name + ", view " + view + ": " + inner + ", " + there);
            }
        }
        System.out.printf("tiles of %s: %.2f of 255 off%n", name, all);
        assertTrue(all < MOST, name + ": " + all);
    }
}
