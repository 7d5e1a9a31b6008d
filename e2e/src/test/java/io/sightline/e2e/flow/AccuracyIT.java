// SPDX-License-Identifier: Apache-2.0
package io.sightline.e2e.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sightline.e2e.Project;
import io.sightline.e2e.media.MeasuredDepth;
import io.sightline.e2e.model.RealModel;
import io.sightline.e2e.page.Api;
import io.sightline.e2e.page.SightlinePage;
import io.sightline.e2e.page.Visit;
import io.sightline.e2e.stage.InChromium;
import io.sightline.e2e.stage.Models;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The real model, in the page, against measured depth: the figures of the reference implementation
 * must come out within 2 %. The images are research data that cannot be given away, so they lie
 * beside the project.
 */
@InChromium(models = Models.REAL)
final class AccuracyIT {
    private static final double TOLERANCE = 0.02;
    private static final Path FOLDER = Project.shared("rgbd");

    private record Pair(String color, String depth, double perMetre) {}

    private static List<Pair> pairs() {
        return List.of(
                new Pair("slambook2_ch5_rgbd_color_1.png", "slambook2_ch5_rgbd_depth_1.pgm", 1000),
                new Pair("slambook2_ch5_rgbd_color_2.png", "slambook2_ch5_rgbd_depth_2.pgm", 1000),
                new Pair("slambook2_ch5_rgbd_color_3.png", "slambook2_ch5_rgbd_depth_3.pgm", 1000),
                new Pair("slambook2_ch5_rgbd_color_4.png", "slambook2_ch5_rgbd_depth_4.pgm", 1000),
                new Pair("slambook2_ch5_rgbd_color_5.png", "slambook2_ch5_rgbd_depth_5.pgm", 1000),
                new Pair("open3d_color_00000.jpg", "open3d_depth_00000.png", 1000),
                new Pair("open3d_color_00001.jpg", "open3d_depth_00001.png", 1000),
                new Pair(
                        "open3d_other_formats_TUM_color.png",
                        "open3d_other_formats_TUM_depth.png",
                        5000));
    }

    @Test
    void scoresAsTheReferenceAt518By518(Visit visit) throws IOException {
        check(visit, List.of(518, 518), 0.0766, 0.928);
    }

    @Test
    void scoresAsTheReferenceAt252By336(Visit visit) throws IOException {
        assumeTrue(
                RealModel.find().orElseThrow().anySize(),
                "only the fixed-size model is here; " + RealModel.MISSING);
        check(visit, List.of(252, 336), 0.0889, 0.928);
    }

    private static void check(Visit visit, List<Integer> size, double absRel, double delta)
            throws IOException {
        assumeTrue(
                Files.isDirectory(FOLDER),
                "the images with measured depth are not here: " + FOLDER);
        visit.context().setDefaultTimeout(600_000);
        Api api = SightlinePage.open(visit).api();
        api.load(RealModel.ID);
        double errors = 0;
        double hits = 0;
        for (Pair pair : pairs()) {
            Api.Depth depth = api.depth(Files.readAllBytes(FOLDER.resolve(pair.color())), size);
            assertEquals(size, List.of(depth.height(), depth.width()));
            assertEquals("wasm-threads", depth.facts().get("backend"));
            assertEquals("relative", depth.facts().get("kind"));
            assertEquals("large", depth.facts().get("near"));
            var score =
                    MeasuredDepth.read(FOLDER.resolve(pair.depth()), pair.perMetre())
                            .score(depth.values(), depth.width(), depth.height());
            System.out.printf(
                    "%s at %s: AbsRel %.4f, d1 %.3f%n",
                    pair.color(), size, score.absRel(), score.delta1());
            errors += score.absRel() / pairs().size();
            hits += score.delta1() / pairs().size();
        }
        System.out.printf("Mean at %s: AbsRel %.4f, d1 %.4f%n", size, errors, hits);
        assertTrue(
                Math.abs(errors / absRel - 1) <= TOLERANCE,
                "AbsRel " + errors + " instead of " + absRel);
        assertTrue(Math.abs(hits / delta - 1) <= TOLERANCE, "d1 " + hits + " instead of " + delta);
    }
}
