// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.model;

import io.sightline.core.value.Fields;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the hub has stated of files that the catalogue pins no digest of: at which commit they were
 * looked up, their lengths and their SHA-256. Kept between visits, so that a model stays the one
 * that was loaded first, and loads without the hub.
 *
 * @param records by repository and revision
 */
public record HubRecords(Map<String, Record> records) {
    /** Nothing was stated yet. */
    public static final HubRecords NONE = new HubRecords(Map.of());

    /**
     * A repository at a revision.
     *
     * @param commit that the revision stood for
     * @param facts by path
     */
    public record Record(String commit, Map<String, Fact> facts) {}

    /**
     * A file.
     *
     * @param bytes exact length
     * @param sha256 lower-case hex digits
     */
    public record Fact(long bytes, String sha256) {}

    private static String key(String repo, String revision) {
        return repo + "@" + revision;
    }

    /** The commit that a revision was resolved to; the revision itself where it was not. */
    String commit(String repo, String revision) {
        var record = records.get(key(repo, revision));
        return record == null ? revision : record.commit();
    }

    /** What is known of a file, or null; the catalogue's word goes first. */
    Fact fact(HubOffer.Variant variant, HubOffer.File file) {
        if (!file.sha256().isEmpty()) {
            return null;
        }
        var record = records.get(key(variant.repo(), variant.revision()));
        return record == null ? null : record.facts().get(file.path());
    }

    /** With what the hub stated of a repository; what it stated before of it is replaced. */
    public HubRecords with(String repo, String revision, Record record) {
        var next = new LinkedHashMap<>(records);
        next.put(key(repo, revision), record);
        return new HubRecords(next);
    }

    /** As it is kept. */
    public Map<String, Object> toMap() {
        var map = new LinkedHashMap<String, Object>();
        for (var record : records.entrySet()) {
            var facts = new LinkedHashMap<String, Object>();
            for (var fact : record.getValue().facts().entrySet()) {
                facts.put(
                        fact.getKey(),
                        Map.of(
                                "bytes",
                                (double) fact.getValue().bytes(),
                                "sha256",
                                fact.getValue().sha256()));
            }
            map.put(record.getKey(), Map.of("commit", record.getValue().commit(), "files", facts));
        }
        return map;
    }

    /**
     * What was kept. Anyone may have written to the site's storage: a record that does not fit is
     * left out, and the hub is asked again.
     */
    public static HubRecords of(Object kept) {
        var records = new LinkedHashMap<String, Record>();
        if (kept instanceof Map<?, ?> map) {
            for (var entry : map.entrySet()) {
                var record = recordOf(entry.getValue());
                if (record != null) {
                    records.put(String.valueOf(entry.getKey()), record);
                }
            }
        }
        return new HubRecords(records);
    }

    private static Record recordOf(Object value) {
        try {
            var fields = Fields.of(value);
            var facts = new LinkedHashMap<String, Fact>();
            if (!HubTree.isHex(fields.text("commit"), HubTree.COMMIT)
                    || !(fields.raw("files") instanceof Map<?, ?> files)) {
                return null;
            }
            for (var file : files.entrySet()) {
                var fact = Fields.of(file.getValue());
                if (!HubTree.isHex(fact.text("sha256"), HubTree.SHA256)) {
                    return null;
                }
                facts.put(
                        String.valueOf(file.getKey()),
                        new Fact(fact.whole("bytes", 1, Integer.MAX_VALUE), fact.text("sha256")));
            }
            return new Record(fields.text("commit"), facts);
        } catch (RuntimeException e) {
            return null;
        }
    }
}
