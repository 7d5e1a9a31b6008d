// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.app.text.Texts;
import io.sightline.core.alert.AlertsFile;
import io.sightline.core.alert.Kept;
import io.sightline.core.error.SightlineException;
import io.sightline.core.redact.RedactKind;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.EventLoop;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.zip.ZipWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;

/** Alerts as files. Its methods block. */
final class AlertExport {
    /** So many are put into words before the page has its turn. */
    private static final int AT_ONCE = 50;

    private final AlertBook book;
    private final Texts texts;

    /** Hears how far an export is. */
    interface Progress {
        /** So many alerts of those. */
        void at(int done, int of);
    }

    /** Hears of what could not be covered, and so was left out. */
    interface Leaving {
        /** Of an alert. */
        void left(String alert, AlertCovers.Left left);
    }

    AlertExport(AlertBook book, Texts texts) {
        this.book = book;
        this.texts = texts;
    }

    /**
     * A file.
     *
     * @param what {@code alerts-json}, {@code alerts-csv}, or {@code alerts-zip}: both of these,
     *     with the pictures and the clips
     * @param covers how the pictures and clips go out
     * @throws SightlineException where they cannot go out so at all, or it was stopped
     */
    Blob export(
            String what,
            List<AlertBook.Entry> entries,
            AlertCovers covers,
            Progress progress,
            Leaving leaving) {
        var alerts = new ArrayList<Kept>();
        for (var entry : entries) {
            alerts.add(entry.kept(true));
            if (alerts.size() % AT_ONCE == 0) {
                EventLoop.turn();
                covers.checkGoing();
            }
        }
        return switch (what) {
            case "alerts-zip" -> zip(alerts, covers, progress, leaving);
            case "alerts-csv" -> Blobs.of(JSString.valueOf(AlertsFile.csv(alerts)), "text/csv");
            default -> Blobs.of(JSString.valueOf(AlertsFile.json(alerts)), "application/json");
        };
    }

    private Blob zip(List<Kept> alerts, AlertCovers covers, Progress progress, Leaving leaving) {
        var zip = new ZipWriter(Await.await(Lazy.zip()));
        try {
            var files = new LinkedHashMap<String, List<String>>();
            var left = new LinkedHashMap<String, List<Object>>();
            int number = 0;
            for (var kept : alerts) {
                progress.at(number, alerts.size());
                var id = kept.alert().id();
                var folder = AlertsFile.folder(++number, kept);
                var pictures = book.pictures(id);
                if (pictures.failure() != null) {
                    // A file that lacks them without a word would be taken for all there is.
                    throw pictures.failure();
                }
                var going = covers.cover(pictures);
                var names = new ArrayList<String>();
                int image = 0;
                for (var blob : going.images().values()) {
                    names.add(folder + "frame-" + ++image + ".jpg");
                    zip.add(names.get(names.size() - 1), blob, kept.savedAt());
                }
                if (going.clip() != null) {
                    names.add(folder + "clip.webm");
                    zip.add(names.get(names.size() - 1), going.clip(), kept.savedAt());
                }
                files.put(id, names);
                for (var each : going.left()) {
                    leaving.left(id, each);
                    left.computeIfAbsent(id, key -> new ArrayList<>()).add(told(each));
                }
            }
            double now = System.currentTimeMillis();
            var covered = covers.covering().covers() ? covers.covering().toMap() : null;
            if (covered != null && covers.covering().kinds().contains(RedactKind.FACES)) {
                covered.put("faceDetector", !covers.headsOnly());
            }
            zip.add(
                    "alerts.json",
                    JSString.valueOf(AlertsFile.json(alerts, files, left, covered)),
                    now);
            zip.add("alerts.csv", JSString.valueOf(AlertsFile.csv(alerts)), now);
            progress.at(alerts.size(), alerts.size());
            return zip.finish();
        } catch (RuntimeException e) {
            zip.fail(e);
            throw e;
        }
    }

    /** What was left out, as files and programs are told. */
    Map<String, Object> told(AlertCovers.Left left) {
        var map = new LinkedHashMap<String, Object>();
        map.put("what", left.isClip() ? "clip" : "picture");
        if (!left.isClip()) {
            map.put("t", left.seconds());
        }
        map.put("reason", left.why().reason());
        map.put("message", texts.of(left.why()));
        return map;
    }
}
