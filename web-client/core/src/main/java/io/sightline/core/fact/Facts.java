// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.fact;

import java.util.ArrayList;
import java.util.List;

/**
 * What is there, the nearest first.
 *
 * @param facts in the order that they are told in
 */
public record Facts(List<Fact> facts) {
    /** Groups things of one label in one place, and puts them in order: one input, one output. */
    public static Facts of(List<Thing> things) {
        var facts = new ArrayList<Fact>();
        for (var thing : things) {
            int at = 0;
            while (at < facts.size() && !facts.get(at).holds(thing)) {
                ++at;
            }
            if (at < facts.size()) {
                facts.set(at, facts.get(at).with(thing));
            } else {
                facts.add(Fact.of(thing));
            }
        }
        facts.sort(Facts::order);
        return new Facts(List.copyOf(facts));
    }

    private static int order(Fact a, Fact b) {
        // NaN is greater than all others, so what is at no known distance comes last.
        int byDistance = Double.compare(a.distance(), b.distance());
        if (byDistance != 0) {
            return byDistance;
        }
        int bySeconds = Double.compare(b.seconds(), a.seconds());
        return bySeconds != 0 ? bySeconds : a.label().compareTo(b.label());
    }

    /** How many things in all. */
    public int count() {
        int count = 0;
        for (var fact : facts) {
            count += fact.count();
        }
        return count;
    }
}
