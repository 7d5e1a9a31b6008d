// SPDX-License-Identifier: Apache-2.0
package io.sightline.engine.language;

import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.image.ImageSize;
import io.sightline.core.language.FeatureRing;
import io.sightline.core.language.ModelLimits;
import io.sightline.core.language.PixelPlanes;
import io.sightline.engine.frame.FramePixels;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.EventLoop;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.transformers.Decoder;
import io.sightline.glue.transformers.KeyValues;
import io.sightline.glue.transformers.PictureLanguageModel;
import io.sightline.glue.transformers.Tokenizer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.typedarrays.Float32Array;

/**
 * A model that is ready to be asked, with what it has seen and read so far. All its methods block.
 */
final class LanguageModel {
    /**
     * Looking is the costly part of a question (2 to 4 s a frame for the real model without a GPU),
     * and what was seen is small (64 × 576 floats a frame: 147 KB).
     */
    private static final int MOST_FRAMES = 128;

    /** Embedded tokens that are kept, 2.3 KB each in the real model. */
    private static final int MOST_WORDS = 1024;

    private final Tokenizer tokenizer;
    private final PictureLanguageModel model;
    private final Decoder decoder;
    private final FramePixels pixels = new FramePixels();
    private final FeatureRing<String, Float32Array> frames =
            new FeatureRing<>(MOST_FRAMES, features -> {});
    private final KeptPrefixes prefixes = new KeptPrefixes();

    /** Answers are made of the same words again and again; a run to embed each costs a tenth. */
    private final Map<Integer, Float32Array> words =
            new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Integer, Float32Array> eldest) {
                    return size() > MOST_WORDS;
                }
            };

    private final int edge;
    private final int tokensPerFrame;
    private final int imageToken;
    private final int hidden;
    private final int[] endTokens;
    private final ModelLimits limits;
    private final FloatBuffer planes;
    private FloatBuffer logits;

    /** Most tokens of a prompt that are read in one run; fewer where a backend is wrong beyond. */
    private int piece = Integer.MAX_VALUE;

    /**
     * What has been read.
     *
     * @param keyValues of all tokens
     * @param read tokens that were new
     */
    record Read(KeyValues keyValues, int read) {}

    /**
     * @param preprocessor content of the model's preprocessor_config.json, null without one
     * @param context tokens, where the configuration does not say
     */
    LanguageModel(
            Tokenizer tokenizer, PictureLanguageModel model, Object preprocessor, int context) {
        this.tokenizer = tokenizer;
        this.model = model;
        decoder = model.decoder();
        edge = setting("vision_config.image_size");
        int patches = edge / setting("vision_config.patch_size");
        int scale = setting("scale_factor");
        tokensPerFrame = patches * patches / (scale * scale);
        imageToken = setting("image_token_id");
        hidden = setting("text_config.hidden_size");
        endTokens = model.endTokens();
        int own = model.setting("text_config.max_position_embeddings");
        limits = ModelLimits.of(preprocessor, edge, tokensPerFrame, own > 0 ? own : context);
        planes = floats(3 * edge * edge);
    }

    private int setting(String path) {
        int value = model.setting(path);
        if (value <= 0) {
            throw new SightlineException(
                    ErrorCode.MODEL_CORRUPT, "model-setting", Map.of("setting", path));
        }
        return value;
    }

    private static FloatBuffer floats(int count) {
        return ByteBuffer.allocateDirect(count * 4).order(ByteOrder.nativeOrder()).asFloatBuffer();
    }

    /** The tokenizer. */
    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** What it takes. */
    ModelLimits limits() {
        return limits;
    }

    /** The ids that end an answer. */
    int[] endTokens() {
        return endTokens;
    }

    /** Bytes kept of frames and prompts. */
    double kept() {
        return 4.0 * frames.size() * tokensPerFrame * hidden + prefixes.bytes();
    }

    /** Reads prompts in runs of at most so many tokens from now on. */
    void limitRuns(int tokens) {
        piece = tokens;
    }

    /** The logits of the last token read, one for each id, in the module's memory. */
    FloatBuffer logits() {
        return logits;
    }

    /** A view that is not known came without its image. */
    static final class Unseen extends RuntimeException {
        Unseen(View view) {
            super(view.key());
        }
    }

    /**
     * Looks at views that are not known yet.
     *
     * @return how many that were
     * @throws Unseen before it looks at any
     */
    int look(List<View> shown, AbortSignal abort) {
        for (var view : shown) {
            if (view.image() == null && frames.get(view.key()) == null) {
                throw new Unseen(view);
            }
        }
        int seen = 0;
        for (var view : shown) {
            if (frames.get(view.key()) == null) {
                stopIf(abort);
                frames.put(view.key(), look(view));
                ++seen;
            }
        }
        return seen;
    }

    /**
     * The features of one view, which is squashed to the encoder's square as its processor does.
     */
    private Float32Array look(View view) {
        var square = new ImageSize(edge, edge);
        if (view.isWhole()) {
            return look(pixels.read(view.image(), square));
        }
        var tiles = view.tiles();
        return look(
                pixels.read(
                        view.image(),
                        new ImageSize(view.image().getWidth(), view.image().getHeight()),
                        view.index() / tiles.columns(),
                        tiles.rows(),
                        view.index() % tiles.columns(),
                        tiles.columns(),
                        square));
    }

    /** The features of a frame of the encoder's size. */
    Float32Array look(ByteBuffer rgba) {
        PixelPlanes.of(rgba, edge * edge, planes);
        // In the script's memory: the library may copy it late.
        var copy = new Float32Array(planes.capacity());
        copy.set(Float32Array.fromJavaBuffer(planes), 0);
        var features = Await.await(model.see(copy, edge));
        if (features.getLength() != tokensPerFrame * hidden) {
            throw new SightlineException(
                    ErrorCode.MODEL_CORRUPT,
                    "model-size",
                    Map.of(
                            "found",
                            features.getLength(),
                            "wanted",
                            (double) tokensPerFrame * hidden));
        }
        return features;
    }

    /**
     * Reads a prompt, as far as it is new, and keeps what it computed for its frames.
     *
     * @param ids of the whole prompt
     * @param shown the views whose tokens are in it, which have been looked at
     * @param cut tokens up to the end of the last frame; 0 when there is none
     */
    Read read(int[] ids, List<View> shown, int cut, AbortSignal abort) {
        var pictures = new ArrayList<String>();
        for (var view : shown) {
            pictures.add(view.key());
        }
        var known = prefixes.longest(ids, pictures);
        int from = known == null ? 0 : known.ids().length;
        var keyValues = known == null ? null : known.keyValues();
        int start = from;
        if (cut > from) {
            keyValues = run(ids, from, cut, shown, keyValues, abort);
            prefixes.keep(new KeptPrefixes.Prefix(part(ids, cut), pictures, keyValues));
            from = cut;
        }
        return new Read(run(ids, from, ids.length, shown, keyValues, abort), ids.length - start);
    }

    private static int[] part(int[] ids, int length) {
        var part = new int[length];
        System.arraycopy(ids, 0, part, 0, length);
        return part;
    }

    private KeyValues run(
            int[] ids, int from, int to, List<View> shown, KeyValues before, AbortSignal abort) {
        int picture = 0;
        int row = 0;
        for (int i = 0; i < from; ++i) {
            if (ids[i] == imageToken && ++row == tokensPerFrame) {
                ++picture;
                row = 0;
            }
        }
        var keyValues = before;
        try {
            for (int at = from; at < to; ) {
                stopIf(abort);
                int end = piece < to - at ? at + piece : to;
                var chunk = new int[end - at];
                System.arraycopy(ids, at, chunk, 0, chunk.length);
                var embedded = decoder.embed(chunk);
                for (int i = 0; i < chunk.length; ++i) {
                    if (chunk[i] != imageToken) {
                        continue;
                    }
                    if (picture >= shown.size()) {
                        throw new SightlineException(
                                ErrorCode.BAD_INPUT,
                                "question-marker",
                                Map.of("marker", "<image>"));
                    }
                    embedded.set(row(frames.get(shown.get(picture).key()), row), i * hidden);
                    if (++row == tokensPerFrame) {
                        ++picture;
                        row = 0;
                    }
                }
                keyValues = step(embedded, chunk.length, keyValues);
                at = end;
            }
            return keyValues;
        } catch (RuntimeException e) {
            free(keyValues);
            throw e;
        }
    }

    private Float32Array row(Float32Array features, int row) {
        return new Float32Array(
                features.getBuffer(), features.getByteOffset() + row * hidden * 4, hidden);
    }

    /** Reads one more token; the keys and values before it are freed unless they are kept. */
    KeyValues next(int token, KeyValues before) {
        var embedded = words.get(token);
        if (embedded == null) {
            embedded = decoder.embed(token);
            words.put(token, embedded);
        }
        return step(embedded, 1, before);
    }

    private KeyValues step(Float32Array embedded, int count, KeyValues before) {
        var step = decoder.decode(embedded, count, before);
        free(before);
        var row = step.logits();
        if (logits == null || logits.capacity() != row.getLength()) {
            logits = floats(row.getLength());
        }
        Float32Array.fromJavaBuffer(logits).set(row, 0);
        return step.keyValues();
    }

    /** Keeps what was read for a prompt that goes on from here. */
    void keep(int[] ids, List<View> shown, KeyValues keyValues) {
        var pictures = new ArrayList<String>();
        for (var view : shown) {
            pictures.add(view.key());
        }
        prefixes.keep(new KeptPrefixes.Prefix(ids, pictures, keyValues));
    }

    /** Frees keys and values, unless they are kept. */
    void free(KeyValues keyValues) {
        if (keyValues != null && !prefixes.has(keyValues)) {
            keyValues.dispose();
        }
    }

    /** Forgets what was seen and read. */
    void forget() {
        frames.clear();
        prefixes.clear();
    }

    /** Frees it. */
    void release() {
        forget();
        Await.await(model.dispose());
    }

    /** Lets an abort arrive, and heeds it. */
    private static void stopIf(AbortSignal abort) {
        EventLoop.turn();
        if (abort != null && abort.isAborted()) {
            throw new SightlineException(ErrorCode.ABORTED, "stopped");
        }
    }
}
