// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.language;

import io.sightline.app.worker.WorkerClient;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.SharedFlag;
import io.sightline.glue.canvas.ImageBitmap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/**
 * The page's end of the language worker. Tokens go to the listener, not to the call's answer.
 * Commands come as messages: most are made by the part for words, which is a module of its own.
 */
public final class LanguageClient extends WorkerClient<Map<String, Object>, LanguageEvent> {
    private final Map<Integer, SharedFlag> flags = new HashMap<>();

    /** Calls that wait for their answer and were not stopped. */
    private final Set<Integer> underWay = new HashSet<>();

    /** A question that can be put again. */
    public interface Question {
        /**
         * Its command. May block.
         *
         * @param whole with all its pictures; else those that the worker may know can be left out,
         *     which saves decoding and handing them over
         */
        Map<String, Object> command(boolean whole);
    }

    /**
     * @param url absolute address of the worker's script
     * @param listener hears what no call waits for
     */
    public LanguageClient(String url, Listener<LanguageEvent> listener) {
        super(url, "sightline-language", listener);
    }

    /**
     * The flag that stops a call within a token, for its command; null where the page shares no
     * memory.
     */
    public SharedFlag flag(int call) {
        var flag = SharedFlag.make();
        if (flag != null) {
            flags.put(call, flag);
        }
        return flag;
    }

    /** Stops a call. */
    public void stop(int call) {
        underWay.remove(call);
        var flag = flags.get(call);
        if (flag != null) {
            flag.raise();
        }
        tell(new LanguageCommand.Abort(call).toMap());
    }

    /**
     * Puts a question and gives its answer; a failure is thrown. Its pictures are the worker's to
     * close. Blocks.
     */
    public LanguageEvent put(int call, Question question) {
        underWay.add(call);
        try {
            var event = sent(call, question.command(false));
            if (event instanceof LanguageEvent.Unseen) {
                event = sent(call, question.command(true));
            }
            if (event instanceof VisionEvent.Failed failed) {
                throw failed.exception();
            }
            return event;
        } finally {
            flags.remove(call);
            underWay.remove(call);
        }
    }

    private LanguageEvent sent(int call, Map<String, Object> command) {
        var pictures = pictures(command);
        try {
            if (!underWay.contains(call)) {
                throw new SightlineException(ErrorCode.ABORTED, "stopped");
            }
            var answer = new LanguageEvent[1];
            Await.await(
                    new JSPromise<JSObject>(
                            (resolve, reject) ->
                                    ask(
                                            call,
                                            command,
                                            event -> {
                                                answer[0] = event;
                                                resolve.accept(JSUndefined.instance());
                                            },
                                            pictures)));
            return answer[0];
        } finally {
            // Those that were handed over are no longer ours, and closing them does nothing.
            for (var picture : pictures) {
                ((ImageBitmap) picture).close();
            }
        }
    }

    /** The pictures of a question; those that the worker may know are left out. */
    private static JSObject[] pictures(Map<String, Object> command) {
        var pictures = new ArrayList<JSObject>();
        for (var name : new String[] {"frames", "second"}) {
            if (command.get(name) instanceof List<?> frames) {
                for (var frame : frames) {
                    if (((Map<?, ?>) frame).get("image") instanceof JSObject image) {
                        pictures.add(image);
                    }
                }
            }
        }
        return pictures.toArray(new JSObject[0]);
    }

    @Override
    protected Map<String, Object> mapOf(Map<String, Object> command) {
        return command;
    }

    @Override
    protected LanguageEvent read(Object message) {
        return LanguageEvent.of(message);
    }

    @Override
    protected int callOf(LanguageEvent event) {
        if (event instanceof LanguageEvent.Answer answer) {
            return answer.call();
        }
        if (event instanceof LanguageEvent.Verdict verdict) {
            return verdict.call();
        }
        if (event instanceof LanguageEvent.Unseen unseen) {
            return unseen.call();
        }
        if (event instanceof VisionEvent.Loaded loaded) {
            return loaded.call();
        }
        return event instanceof VisionEvent.Failed failed ? failed.call() : 0;
    }

    @Override
    protected LanguageEvent failed(VisionEvent.Failed failure) {
        return failure;
    }

    @Override
    protected String diedReason() {
        return "language-worker-died";
    }
}
