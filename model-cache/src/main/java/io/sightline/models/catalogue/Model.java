// SPDX-License-Identifier: Apache-2.0
package io.sightline.models.catalogue;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A model of the catalogue.
 *
 * @param id stable name
 * @param name for people
 * @param role what it is for
 * @param licence under what it may be used
 * @param memory bytes that its card says a video takes; 0 where it says nothing
 * @param input how an image goes in; null for language models, whose files say it themselves
 * @param output what comes out; null for language models
 * @param variants its forms, preferred first
 * @param fetched what {@code fetch MODEL} gets: alternatives in order, each a set of variants;
 *     empty for a model that is refused
 * @param names patterns of file names by which {@code import} knows a refused model; {@code *}
 *     stands for anything, case does not matter
 * @param prompts questions in the words that a language model has learnt, by what they ask for;
 *     empty for one that is asked in any words
 */
public record Model(
        String id,
        String name,
        Role role,
        Licence licence,
        long memory,
        ImageInput input,
        ModelOutput output,
        List<Variant> variants,
        List<List<String>> fetched,
        List<String> names,
        Map<String, String> prompts) {
    /** The variant of this id. */
    public Optional<Variant> variant(String variantId) {
        return variants.stream().filter(v -> v.id().equals(variantId)).findFirst();
    }

    /** True where a file of this name is known to be this refused model. */
    public boolean recognises(String fileName) {
        var lower = fileName.toLowerCase(Locale.ROOT);
        return names.stream()
                .anyMatch(name -> lower.matches(Pattern.quote(name).replace("*", "\\E.*\\Q")));
    }

    /** Why this model may not be had, or empty. */
    public Optional<String> refusal() {
        return licence.commercial()
                ? Optional.empty()
                : Optional.of(
                        name
                                + " is licensed "
                                + licence.spdx()
                                + ", which forbids commercial use ("
                                + licence.url()
                                + "); Sightline neither fetches nor imports it");
    }
}
