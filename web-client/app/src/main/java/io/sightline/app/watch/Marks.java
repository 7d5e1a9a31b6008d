// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.dom.El;
import io.sightline.core.value.Fields;
import io.sightline.core.zone.Corner;
import io.sightline.core.zone.Plane;
import io.sightline.core.zone.SketchFrame;
import io.sightline.core.zone.Standing;
import java.util.ArrayList;
import java.util.List;

/** Who is seen, on the picture or on the floor: where a zone looks, and whether it is inside. */
final class Marks {
    private final El box;
    private final List<El> drawn = new ArrayList<>();

    /**
     * @param box of the size of the picture
     */
    Marks(El box) {
        this.box = box;
    }

    /** The standings of a scene. */
    static List<Standing> standings(Fields scene, String name) {
        var list = new ArrayList<Standing>();
        for (var item : scene.objects(name)) {
            list.add(Standing.of(item));
        }
        return list;
    }

    void clear() {
        for (var mark : drawn) {
            mark.remove();
        }
        drawn.clear();
    }

    /**
     * Draws them.
     *
     * @param scene as the watch worker tells it
     * @param standings of those who are marked
     */
    void draw(Fields scene, List<Standing> standings, Plane plane) {
        clear();
        if (!scene.has("width")) {
            return;
        }
        double width = scene.number("width");
        double height = scene.number("height");
        for (var subject : scene.objects("subjects")) {
            int track = subject.whole("track", 0, Integer.MAX_VALUE);
            var own = standings.stream().filter(s -> s.judgement().track() == track).toList();
            if (own.isEmpty() || !subject.flag("seen")) {
                continue;
            }
            boolean inside = own.stream().anyMatch(s -> s.judgement().inside());
            var name = (inside ? "✔ " : "✘ ") + track;
            if (plane == Plane.FLOOR) {
                if (subject.has("foot")) {
                    var foot = (List<?>) subject.raw("foot");
                    var at =
                            new Corner(
                                    ((Number) foot.get(0)).doubleValue(),
                                    ((Number) foot.get(1)).doubleValue());
                    point(SketchFrame.across(plane, at), SketchFrame.down(plane, at), name, inside);
                }
                continue;
            }
            var mark = El.create("div", "stand-box");
            mark.style("left", share(subject.number("x") / width));
            mark.style("top", share(subject.number("y") / height));
            mark.style("width", share(subject.number("width") / width));
            mark.style("height", share(subject.number("height") / height));
            mark.flag("data-in", inside);
            add(mark.add(El.create("b", "").text(name)));
            for (var standing : own) {
                point(standing.at().u(), standing.at().v(), "", inside);
            }
        }
    }

    private void point(double u, double v, String name, boolean inside) {
        var mark = El.create("i", "stand-point");
        mark.style("left", share(u)).style("top", share(v)).flag("data-in", inside);
        add(name.isEmpty() ? mark : mark.add(El.create("b", "").text(name)));
    }

    private void add(El mark) {
        drawn.add(mark);
        box.add(mark);
    }

    private static String share(double of) {
        return of * 100 + "%";
    }
}
