// SPDX-License-Identifier: Apache-2.0
package io.sightline.glue.value;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.junit.Assert.fail;

import io.sightline.glue.testing.InBrowser;
import java.util.Random;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.teavm.junit.SkipJVM;

/** Java's own writer and reader of numbers, with the browser's digits beneath. */
@RunWith(InBrowser.class)
@SkipJVM
public class DecimalsTest {
    @Test
    public void writesNumbersAsJavaDoes() {
        var texts =
                new String[] {
                    "0.0",
                    "1.0",
                    "16.0",
                    "-1234.5678",
                    "0.1",
                    "0.001",
                    "1.0E-4",
                    "1234567.0",
                    "1.0E7",
                    "1.2345678901234568E17",
                    "1.7976931348623157E308",
                    "0.3333333333333333",
                    "NaN",
                    "Infinity",
                    "-Infinity"
                };
        for (var text : texts) {
            assertEquals(text, Double.toString(Double.parseDouble(text)));
            assertEquals(text, "" + new StringBuilder().append(Double.parseDouble(text)));
        }
        assertEquals("-0.0", Double.toString(-0.0));
    }

    @Test
    public void whatIsWrittenReadsBackAsTheSameNumber() {
        var random = new Random(7);
        for (int i = 0; i < 20_000; ++i) {
            double number = Double.longBitsToDouble(random.nextLong());
            if (Double.isNaN(number)) {
                continue;
            }
            assertEquals(number, Double.parseDouble(Double.toString(number)), 0);
        }
    }

    @Test
    public void readsWhatPeopleWrite() {
        assertEquals(12.5, Double.parseDouble(" 12.50 "), 0);
        assertEquals(-0.002, Double.parseDouble("-2e-3"), 0);
        assertEquals(1e21, Double.parseDouble("1000000000000000000000"), 0);
        assertEquals(0.1, Double.parseDouble("0.1000000000000000000000000001"), 0);
        assertTrue(Double.isInfinite(Double.parseDouble("1e400")));
        assertEquals(0, Double.parseDouble("1e-400"), 0);
        for (var text : new String[] {"", "x", "1,5", "1e", "--1"}) {
            try {
                Double.parseDouble(text);
                fail(text + " is not a number");
            } catch (NumberFormatException e) {
                // As it should be.
            }
        }
    }
}
