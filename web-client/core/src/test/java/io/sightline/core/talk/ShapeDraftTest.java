// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sightline.core.language.JsonShape;
import io.sightline.core.talk.ShapeDraft.Kind;
import io.sightline.core.talk.ShapeDraft.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ShapeDraftTest {
    private static ShapeDraft of(Row... rows) {
        return new ShapeDraft(List.of(rows));
    }

    private static String fault(Row... rows) {
        var faults = of(rows).faults();
        assertEquals(1, faults.size(), faults::toString);
        return faults.get(0).row() + " " + faults.get(0).reason();
    }

    @Test
    void everyKindBecomesItsSchema() {
        var draft =
                of(
                        new Row(" alert ", Kind.FLAG, "left over"),
                        new Row("balls", Kind.WHOLE, "0 to 3"),
                        new Row("share", Kind.REAL, "-0.5–1"),
                        new Row("free", Kind.REAL, ""),
                        new Row("why", Kind.TEXT, "80"),
                        new Row("more", Kind.TEXT, ""),
                        new Row("shirt", Kind.ONE_OF, "red, blue ,, green"));
        assertEquals(List.of(), draft.faults());
        assertEquals(
                new JsonShape(
                        List.of(
                                new JsonShape.Field("alert", new JsonShape.Value.Flag()),
                                new JsonShape.Field("balls", new JsonShape.Value.Whole(0, 3)),
                                new JsonShape.Field("share", new JsonShape.Value.Real(-0.5, 1)),
                                new JsonShape.Field(
                                        "free",
                                        new JsonShape.Value.Real(
                                                -JsonShape.LARGEST, JsonShape.LARGEST)),
                                new JsonShape.Field("why", new JsonShape.Value.Text(80)),
                                new JsonShape.Field("more", new JsonShape.Value.Text(200)),
                                new JsonShape.Field(
                                        "shirt",
                                        new JsonShape.Value.OneOf(
                                                List.of("red", "blue", "green"))))),
                JsonShape.of(draft.schema()));
    }

    @Test
    void theFirstShapeIsTheAlert() {
        assertEquals(JsonShape.alert(80), JsonShape.of(ShapeDraft.ALERT.schema()));
    }

    @Test
    void whatIsWrongIsToldWhereItIs() {
        assertEquals("-1 none", fault());
        assertEquals("0 name-empty", fault(new Row("  ", Kind.FLAG, "")));
        assertEquals(
                "1 name-twice", fault(new Row("a", Kind.FLAG, ""), new Row("a ", Kind.FLAG, "")));
        assertEquals("0 name-characters", fault(new Row("say \"hi\"", Kind.FLAG, "")));
        assertEquals("0 name-characters", fault(new Row("a".repeat(61), Kind.FLAG, "")));
        assertEquals("0 options-whole", fault(new Row("a", Kind.WHOLE, "five")));
        assertEquals("0 options-whole", fault(new Row("a", Kind.WHOLE, "9 to 1")));
        assertEquals("0 options-whole", fault(new Row("a", Kind.WHOLE, "0.5 to 2")));
        assertEquals("0 options-real", fault(new Row("a", Kind.REAL, "0 to 1e12")));
        assertEquals("0 options-text", fault(new Row("a", Kind.TEXT, "0")));
        assertEquals("0 options-text", fault(new Row("a", Kind.TEXT, "1001")));
        assertEquals("0 options-one-of", fault(new Row("a", Kind.ONE_OF, " , ")));
        assertEquals("0 options-one-of", fault(new Row("a", Kind.ONE_OF, "red, red")));
        assertEquals(2, of(new Row("", Kind.TEXT, "x")).faults().size());
        assertThrows(IllegalStateException.class, () -> of(new Row("a", Kind.WHOLE, "x")).schema());
    }

    @Test
    void rowsComeAndGo() {
        var draft = ShapeDraft.ALERT.added(0);
        assertEquals(List.of("alert", "", "reason"), draft.rows().stream().map(Row::name).toList());
        assertEquals(ShapeDraft.ALERT, draft.without(1));
        for (int i = 0; i < 20; ++i) {
            draft = draft.added(99);
        }
        assertEquals(JsonShape.MOST_FIELDS, draft.rows().size());
        assertSame(draft, draft.added(0));
    }

    @Test
    void whatIsKeptComesBackAndWhatDoesNotFitIsTheAlert() {
        var draft = of(new Row("x", Kind.ONE_OF, "a, b"), new Row("", Kind.REAL, "?"));
        assertEquals(draft, ShapeDraft.ofList(draft.toList()));
        var long17 = new ArrayList<Object>();
        for (int i = 0; i < 17; ++i) {
            long17.addAll(of(new Row("x" + i, Kind.FLAG, "")).toList());
        }
        for (var bad :
                new Object[] {
                    null, "x", List.of(1), List.of(Map.of("name", "x", "kind", "odd")), long17
                }) {
            assertEquals(ShapeDraft.ALERT, ShapeDraft.ofList(bad));
        }
        assertTrue(ShapeDraft.ofList(List.of()).rows().isEmpty());
    }
}
