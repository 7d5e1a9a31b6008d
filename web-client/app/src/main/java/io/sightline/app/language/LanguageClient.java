// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.language;

import io.sightline.app.worker.WorkerClient;
import io.sightline.core.message.LanguageCommand;
import io.sightline.core.message.LanguageEvent;
import io.sightline.core.message.VisionEvent;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.SharedFlag;
import java.util.HashMap;
import java.util.Map;
import org.teavm.jso.JSObject;
import org.teavm.jso.core.JSPromise;
import org.teavm.jso.core.JSUndefined;

/** The page's end of the language worker. Tokens go to the listener, not to the call's answer. */
public final class LanguageClient extends WorkerClient<LanguageCommand, LanguageEvent> {
    private final Map<Integer, SharedFlag> flags = new HashMap<>();

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
        var flag = flags.get(call);
        if (flag != null) {
            flag.raise();
        }
        tell(new LanguageCommand.Abort(call));
    }

    /** Sends a command and gives its answer; a failure is thrown. Blocks. */
    public LanguageEvent put(int call, LanguageCommand command, JSObject... transfer) {
        var answer = new LanguageEvent[1];
        try {
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
                                            transfer)));
        } finally {
            flags.remove(call);
        }
        if (answer[0] instanceof VisionEvent.Failed failed) {
            throw failed.exception();
        }
        return answer[0];
    }

    @Override
    protected Map<String, Object> mapOf(LanguageCommand command) {
        return command.toMap();
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
