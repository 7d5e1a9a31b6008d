// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.talk;

/**
 * A question and what came of it.
 *
 * @param id unique on the page
 * @param mode what kind of answer was wanted
 * @param question as it was asked
 * @param contrast a question whose answer is the opposite; empty for none
 * @param model id of the model that answered, empty before it did
 * @param backend where it ran, empty before it did
 * @param outcome what came of it so far
 */
public record Exchange(
        int id,
        Mode mode,
        String question,
        String contrast,
        String model,
        String backend,
        Outcome outcome) {
    /** With what came of it. */
    public Exchange with(Outcome next) {
        return new Exchange(id, mode, question, contrast, model, backend, next);
    }

    /** Of which it is known who answers it. */
    public Exchange by(String newModel, String newBackend) {
        return new Exchange(id, mode, question, contrast, newModel, newBackend, outcome);
    }
}
