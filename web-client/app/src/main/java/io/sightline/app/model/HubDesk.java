// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.model;

import io.sightline.app.Teller;
import io.sightline.app.dom.Browser;
import io.sightline.core.error.ErrorCode;
import io.sightline.core.error.SightlineException;
import io.sightline.core.model.HubOffer;
import io.sightline.core.model.HubRecords;
import io.sightline.core.model.HubTree;
import io.sightline.core.model.ModelIndex;
import io.sightline.core.model.ModelSource;
import io.sightline.glue.async.Await;
import io.sightline.glue.dom.Digest;
import io.sightline.glue.error.JsErrors;
import io.sightline.glue.error.JsException;
import io.sightline.glue.net.AbortController;
import io.sightline.glue.net.AbortSignal;
import io.sightline.glue.net.Fetch;
import io.sightline.glue.net.Response;
import io.sightline.glue.value.JsValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.teavm.jso.typedarrays.Uint8Array;

/**
 * What the model hub has stated of models that the user wants from it: asked once, at the first
 * load, and kept. Where the catalogue pins all digests, nothing is asked.
 */
public final class HubDesk {
    private static final String KEPT = "sightline.hub";

    /** Files in git are settings; the hub keeps longer ones elsewhere. */
    private static final int MOST_IN_GIT = 10 << 20;

    private HubRecords known;

    /** Hears how asking ended. */
    public interface Asked {
        /**
         * It ended.
         *
         * @param failure null when the hub has stated all
         */
        void asked(SightlineException failure);
    }

    /** Recalls what was stated on earlier visits. */
    public HubDesk() {
        var kept = Browser.kept(KEPT);
        known =
                kept == null
                        ? HubRecords.NONE
                        : HubRecords.of(JsValues.toJava(Browser.parse(kept)));
    }

    /** The models as they are to be had from a source. */
    ModelIndex from(ModelIndex served, ModelSource source) {
        return served.from(source, known);
    }

    /** True when the hub has to state something before this model can be loaded from it. */
    boolean hasToAsk(HubOffer offer, String model) {
        return !offer.unknown(model, known).isEmpty();
    }

    /**
     * Asks the hub for the commit, the lengths and the digests of a model's files, on a thread of
     * its own; a failure is one of network, no-model, model-corrupt, aborted.
     *
     * @return what stops it
     */
    AbortController ask(HubOffer offer, String model, Asked asked) {
        var abort = new AbortController();
        new Thread(
                        () -> {
                            SightlineException failure = null;
                            try {
                                ask(offer, model, abort.getSignal());
                            } catch (RuntimeException e) {
                                failure = Teller.asFailure(e);
                            }
                            asked.asked(failure);
                        })
                .start();
        return abort;
    }

    private void ask(HubOffer offer, String model, AbortSignal abort) {
        for (var first = offer.unknown(model, known);
                !first.isEmpty();
                first = offer.unknown(model, known)) {
            var repo = first.get(0).repo();
            var revision = first.get(0).revision();
            var host = offer.host();
            var commit =
                    HubTree.isCommit(revision)
                            ? revision
                            : HubTree.commitOf(
                                    json(offer.revisionUrl(repo, revision), host, repo, abort));
            var tree = HubTree.of(json(offer.treeUrl(repo, commit), host, repo, abort));
            var facts = new LinkedHashMap<String, HubRecords.Fact>();
            for (var variant : offer.models().get(model)) {
                if (!variant.repo().equals(repo) || !variant.revision().equals(revision)) {
                    continue;
                }
                for (var file : variant.files()) {
                    if (file.sha256().isEmpty() && !facts.containsKey(file.path())) {
                        facts.put(
                                file.path(),
                                fact(
                                        tree,
                                        file,
                                        offer.url(repo, commit, file.path()),
                                        host,
                                        abort));
                    }
                }
            }
            known = known.with(repo, revision, new HubRecords.Record(commit, facts));
            // Where storage is full or refused it holds for this visit.
            Browser.keep(KEPT, Browser.json(JsValues.toJs(known.toMap())));
        }
    }

    /** Forgets what was stated: the next load looks the models up anew. */
    void forget() {
        known = HubRecords.NONE;
        Browser.forget(KEPT);
    }

    private static HubRecords.Fact fact(
            HubTree tree, HubOffer.File file, String url, String host, AbortSignal abort) {
        var stated = tree.files().get(file.path());
        if (stated == null) {
            throw lacks(file.name(), host);
        }
        if (!stated.sha256().isEmpty()) {
            return new HubRecords.Fact(stated.bytes(), stated.sha256());
        }
        if (stated.bytes() > MOST_IN_GIT) {
            throw new SightlineException(ErrorCode.NETWORK, "hub-answer");
        }
        // A file in git is stated by its blob's name alone: checked by that once, and by its own
        // SHA-256 from then on.
        var bytes = bytes(url, file.name(), host, abort);
        if (bytes.getLength() != stated.bytes() || !blob(bytes).equals(stated.blob())) {
            throw new SightlineException(
                    ErrorCode.MODEL_CORRUPT,
                    "hub-altered",
                    Map.of("file", file.name(), "host", host));
        }
        return new HubRecords.Fact(stated.bytes(), Digest.hex(Await.await(Digest.sha256(bytes))));
    }

    private static String blob(Uint8Array content) {
        var head = "blob " + content.getLength() + "\0";
        var whole = new Uint8Array(head.length() + content.getLength());
        for (int i = 0; i < head.length(); ++i) {
            whole.set(i, (short) head.charAt(i));
        }
        whole.set(content, head.length());
        return Digest.hex(Await.await(Digest.sha1(whole)));
    }

    private static Object json(String url, String host, String what, AbortSignal abort) {
        try {
            return JsValues.toJava(Await.await(answer(url, what, host, abort).json()));
        } catch (JsException e) {
            if (e.name().equals("SyntaxError")) {
                throw new SightlineException(ErrorCode.NETWORK, "hub-answer");
            }
            throw failed(e, host);
        }
    }

    private static Uint8Array bytes(String url, String name, String host, AbortSignal abort) {
        try {
            return new Uint8Array(Await.await(answer(url, name, host, abort).arrayBuffer()));
        } catch (JsException e) {
            throw failed(e, host);
        }
    }

    private static Response answer(String url, String what, String host, AbortSignal abort) {
        Response response;
        try {
            response = Await.await(Fetch.fetch(url, abort));
        } catch (JsException e) {
            throw failed(e, host);
        }
        if (response.getStatus() == 404) {
            throw lacks(what, host);
        }
        if (!response.isOk()) {
            throw new SightlineException(
                    ErrorCode.NETWORK,
                    "hub-status",
                    Map.of("file", what, "host", host, "status", (double) response.getStatus()));
        }
        return response;
    }

    private static SightlineException lacks(String what, String host) {
        return new SightlineException(
                ErrorCode.NO_MODEL, "hub-lacks", Map.of("file", what, "host", host));
    }

    private static SightlineException failed(JsException e, String host) {
        return JsErrors.isAbort(e)
                ? new SightlineException(ErrorCode.ABORTED, "stopped")
                : new SightlineException(
                        ErrorCode.NETWORK, "hub-unreachable", Map.of("host", host));
    }
}
