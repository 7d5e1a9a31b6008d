// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sightline.core.language.QuestionLint;
import io.sightline.core.zone.Band;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.Polygon;
import io.sightline.core.zone.Zone;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipeTest {
    private static final Zone ZONE =
            Zone.of(
                            "place",
                            new Polygon(
                                    Plane.IMAGE,
                                    List.of(new Corner(0, 0), new Corner(1, 0), new Corner(1, 1))))
                    .within(new Band(1, 3), true);

    @Test
    void everyRecipeFillsARuleThatReadsBackEqual() {
        var ids = new HashSet<String>();
        for (var recipe : Recipe.ALL) {
            assertTrue(ids.add(recipe.id()));
            assertSame(recipe, Recipe.of(recipe.id()));
            for (var zones : List.of(List.<Zone>of(), List.of(ZONE), List.of(ZONE, ZONE))) {
                var rule = recipe.fill("r1", "Näme", zones);
                assertEquals(rule, Rule.of(rule.toMap()));
                assertEquals(recipe.id(), rule.recipe());
                assertEquals(zones, rule.zones());
            }
        }
        assertEquals(9, ids.size());
        assertNull(Recipe.of("none"));
    }

    @Test
    void theirQuestionsAreSuchAsSmallModelsAnswer() {
        for (var recipe : Recipe.ALL) {
            var question = recipe.rule().question();
            if (question != null) {
                assertEquals(List.of(), QuestionLint.of(question.text(), true), recipe.id());
                assertEquals(List.of(), QuestionLint.of(question.contrast(), true), recipe.id());
            }
        }
    }

    @Test
    void whatNeedsMetresOrAPlaceSaysSo() {
        for (var recipe : Recipe.ALL) {
            var rule = recipe.rule();
            boolean measures = rule.near() != null || rule.subject().measuresHeight();
            assertEquals(measures, recipe.metres(), recipe.id());
            // Nobody is ever absent from everywhere.
            assertTrue(!rule.subject().absent() || recipe.zone(), recipe.id());
        }
    }

    @Test
    void theirTextsAreThere() throws Exception {
        var bundle =
                new ObjectMapper()
                        .readTree(Path.of("../../static/src/site/locales/en.json").toFile());
        for (var recipe : Recipe.ALL) {
            for (var key : List.of("recipe." + recipe.id(), "recipe." + recipe.id() + "-about")) {
                assertTrue(bundle.hasNonNull(key), key);
            }
        }
    }
}
