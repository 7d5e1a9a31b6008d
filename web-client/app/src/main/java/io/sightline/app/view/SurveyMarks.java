// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.view;

import io.sightline.app.dom.El;
import io.sightline.core.metres.Known;
import io.sightline.core.metres.Spot;
import io.sightline.core.metres.Survey;
import io.sightline.core.view.PaneBox;
import java.util.ArrayList;
import java.util.List;

/** The places of a calibration that is being made, on one pane. */
final class SurveyMarks {
    private final El box;
    private final List<El> marks = new ArrayList<>();
    private Survey drawn;
    private PaneBox drawnOn;

    SurveyMarks(El box) {
        this.box = box;
    }

    /** What a place is called: A, B, C. */
    static String letter(int index) {
        return String.valueOf((char) ('A' + index));
    }

    void draw(Survey survey, PaneBox pane) {
        if (survey == drawn && pane.equals(drawnOn)) {
            return;
        }
        drawn = survey;
        drawnOn = pane;
        for (var mark : marks) {
            mark.remove();
        }
        marks.clear();
        if (survey == null) {
            return;
        }
        int index = 0;
        for (var known : survey.known()) {
            draw(known, letter(index++), pane);
        }
        if (survey.top() != null) {
            mark(survey.top(), letter(index), pane);
        }
    }

    private void draw(Known known, String letter, PaneBox pane) {
        if (known.top() != null) {
            mark(known.top(), letter, pane);
        }
        mark(known.spot(), letter, pane);
    }

    private void mark(Spot spot, String letter, PaneBox pane) {
        var mark = El.create("div", "pin known");
        mark.add(El.create("b", "figure").text(letter));
        mark.style(
                "transform",
                "translate("
                        + (int) (spot.u() * pane.width())
                        + "px,"
                        + (int) (spot.v() * pane.height())
                        + "px)");
        box.add(mark);
        marks.add(mark);
    }
}
