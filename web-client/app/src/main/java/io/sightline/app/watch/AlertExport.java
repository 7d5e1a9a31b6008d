// SPDX-License-Identifier: Apache-2.0
package io.sightline.app.watch;

import io.sightline.core.alert.AlertsFile;
import io.sightline.core.alert.Kept;
import io.sightline.glue.async.Await;
import io.sightline.glue.async.EventLoop;
import io.sightline.glue.dom.Blobs;
import io.sightline.glue.zip.ZipWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.teavm.jso.core.JSString;
import org.teavm.jso.file.Blob;

/** Alerts as files. Its methods block. */
final class AlertExport {
    /** So many are put into words before the page has its turn. */
    private static final int AT_ONCE = 50;

    private final AlertBook book;

    /** Hears how far an export is. */
    interface Progress {
        /** So many alerts of those. */
        void at(int done, int of);
    }

    AlertExport(AlertBook book) {
        this.book = book;
    }

    /**
     * A file.
     *
     * @param what {@code alerts-json}, {@code alerts-csv}, or {@code alerts-zip}: both of these,
     *     with the pictures and the clips
     */
    Blob export(String what, List<AlertBook.Entry> entries, Progress progress) {
        var alerts = new ArrayList<Kept>();
        for (var entry : entries) {
            alerts.add(entry.kept(true));
            if (alerts.size() % AT_ONCE == 0) {
                EventLoop.turn();
            }
        }
        return switch (what) {
            case "alerts-zip" -> zip(alerts, progress);
            case "alerts-csv" -> Blobs.of(JSString.valueOf(AlertsFile.csv(alerts)), "text/csv");
            default -> Blobs.of(JSString.valueOf(AlertsFile.json(alerts)), "application/json");
        };
    }

    private Blob zip(List<Kept> alerts, Progress progress) {
        var zip = new ZipWriter(Await.await(Lazy.zip()));
        try {
            var files = new LinkedHashMap<String, List<String>>();
            int number = 0;
            for (var kept : alerts) {
                progress.at(number, alerts.size());
                var folder = AlertsFile.folder(++number, kept);
                var pictures = book.pictures(kept.alert().id());
                var names = new ArrayList<String>();
                int image = 0;
                for (var blob : pictures.images().values()) {
                    names.add(folder + "frame-" + ++image + ".jpg");
                    zip.add(names.get(names.size() - 1), blob, kept.savedAt());
                }
                if (pictures.clip() != null) {
                    names.add(folder + "clip.webm");
                    zip.add(names.get(names.size() - 1), pictures.clip(), kept.savedAt());
                }
                files.put(kept.alert().id(), names);
            }
            double now = System.currentTimeMillis();
            zip.add("alerts.json", JSString.valueOf(AlertsFile.json(alerts, files)), now);
            zip.add("alerts.csv", JSString.valueOf(AlertsFile.csv(alerts)), now);
            progress.at(alerts.size(), alerts.size());
            return zip.finish();
        } catch (RuntimeException e) {
            zip.fail(e);
            throw e;
        }
    }
}
