// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.watch;

import io.sightline.core.alert.ClipChoice;
import io.sightline.core.alert.Funnel;
import io.sightline.core.alert.NearMiss;
import java.util.List;

/** What the watches of all rules share. */
interface Desk {
    /** What holds for all rules. */
    WatchSettings settings();

    /** A question about a case; its number is in the case before anything comes of it. */
    void ask(RuleWatch watch, Case about, double now);

    /** The case's question needs no answer any more. */
    void withdraw(Case about);

    /** True where the next question waits only for its calls to be allowed. */
    boolean starved(double now);

    /** The id of a new alert. */
    String nextAlert();

    /** Frames of a track over the last seconds that can be shown. */
    List<ClipChoice.Candidate> frames(int track, double seconds, double now);

    /** A track goes on under another number. */
    void renamed(int from, int to);

    /** One more passed a stage that is not counted by frames. */
    void count(Funnel.Stage stage);

    /** Something is to be done. */
    void emit(Effect effect);

    /** Somebody came near to an alert. */
    void miss(NearMiss miss);
}
