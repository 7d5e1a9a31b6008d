// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.language;

import java.util.List;

/**
 * The exact text of a prompt for SmolVLM2, ready for the tokenizer (which must add no special
 * tokens of its own). It ends with {@code Assistant:}; the answer's first token then begins with a
 * space.
 *
 * <p>The rules are those of {@code DEFAULT_CHAT_TEMPLATE} and {@code SmolVLMProcessor} in the
 * reference's {@code processing_smolvlm.py}: {@code <|im_start|>} once before the first turn; a
 * colon and a space after the role, but no space before an image; the number of frames in words;
 * times floored.
 *
 * @param text the prompt, every image's place written out
 * @param framesEnd the index in the text right after the last marker of the last image, 0 without
 *     images. What stands before can be kept in the KV cache and what stands after be tokenised on
 *     its own, since a special token never merges with what follows. (After the blank line that
 *     follows a clip it could not be cut: there the tokenizer merges.)
 * @param views what the vision encoder must have seen, in order: one a frame, more for tiles
 * @param tokensPerView places that each view takes in the prompt
 */
public record SmolVlmPrompt(String text, int framesEnd, int views, int tokensPerView) {
    /** Places that a frame takes: (512 / 16)² patches, shuffled 4 by 4. */
    public static final int TOKENS_PER_VIEW = 64;

    /** Opens every prompt. */
    public static final String START = "<|im_start|>";

    /** Ends every turn, and the model's answer. */
    public static final String END = "<end_of_utterance>";

    /** Stands before and after each image. */
    public static final String FAKE = "<fake_token_around_image>";

    /** Stands before an image that is seen whole. */
    public static final String GLOBAL = "<global-img>";

    /** One of an image's places, to be overwritten by its features. */
    public static final String IMAGE = "<image>";

    /** The prompt of a conversation whose images take {@link #TOKENS_PER_VIEW} places each. */
    public static SmolVlmPrompt of(List<Turn> turns) {
        return of(turns, TOKENS_PER_VIEW);
    }

    /**
     * The prompt of a conversation.
     *
     * @param turns who said what; the last one is the user's
     * @param tokensPerView places that a frame takes: 64, or 16 for the demonstration model
     */
    public static SmolVlmPrompt of(List<Turn> turns, int tokensPerView) {
        if (turns.isEmpty() || turns.get(turns.size() - 1).role() != Role.USER) {
            throw new IllegalArgumentException("the last turn is the user's");
        }
        var writer = new Writer(IMAGE.repeat(tokensPerView));
        writer.text.append(START);
        for (var turn : turns) {
            writer.write(turn);
        }
        writer.text.append(Role.ASSISTANT.written()).append(':');
        return new SmolVlmPrompt(
                writer.text.toString(), writer.framesEnd, writer.views, tokensPerView);
    }

    /** The part to keep in the KV cache: everything up to the end of the images. */
    public String frames() {
        return text.substring(0, framesEnd);
    }

    /** The part that differs from question to question on the same frames. */
    public String rest() {
        return text.substring(framesEnd);
    }

    /** The prompt with each image's places as {@code <image>*64}, to be read by eye. */
    public String collapsed() {
        return text.replace(IMAGE.repeat(tokensPerView), IMAGE + "*" + tokensPerView);
    }

    private static final class Writer {
        final StringBuilder text = new StringBuilder();
        final String places;
        int framesEnd;
        int views;

        Writer(String places) {
            this.places = places;
        }

        void write(Turn turn) {
            text.append(turn.role().written()).append(':');
            if (!(turn.parts().get(0) instanceof Part.Image)) {
                text.append(' ');
            }
            for (var part : turn.parts()) {
                if (part instanceof Part.Text words) {
                    text.append(words.text());
                } else if (part instanceof Part.Image image) {
                    image(image.tiles());
                } else if (part instanceof Part.Clip clip) {
                    clip(clip);
                }
            }
            text.append(END).append('\n');
        }

        private void image(ImageTiles tiles) {
            for (int row = 1; row <= tiles.rows(); ++row) {
                for (int column = 1; column <= tiles.columns(); ++column) {
                    text.append(FAKE).append("<row_").append(row).append("_col_").append(column);
                    text.append('>').append(places);
                }
                text.append('\n');
            }
            if (tiles.cut()) {
                text.append('\n');
            }
            text.append(FAKE).append(GLOBAL).append(places).append(FAKE);
            views += tiles.views();
            framesEnd = text.length();
        }

        private void clip(Part.Clip clip) {
            var seconds = clip.seconds();
            double duration =
                    Double.isNaN(clip.duration())
                            ? seconds.get(seconds.size() - 1)
                            : clip.duration();
            text.append("You are provided the following series of ");
            text.append(EnglishNumber.of(seconds.size()));
            text.append(" frames from a ").append(ClipTime.hours(duration));
            text.append(" [H:MM:SS] video.\n");
            for (var second : seconds) {
                text.append("\nFrame from ").append(ClipTime.minutes(second)).append(':');
                image(ImageTiles.WHOLE);
            }
            text.append("\n\n");
        }
    }
}
