// SPDX-License-Identifier: Apache-2.0
package io.sightline.core.gate;

import io.sightline.core.image.ImagePoint;
import java.util.Arrays;
import java.util.List;

/**
 * A picture of one bit a pixel, so that morphology takes 32 pixels at a time. Rows of whole words;
 * bit k of a row's word w is column 32 w + k; bits beyond the width are 0.
 */
final class Bits {
    final int width;
    final int height;

    /** Words a row. */
    final int stride;

    final int[] words;

    private final int lastWord;

    Bits(int width, int height) {
        this.width = width;
        this.height = height;
        stride = (width + 31) >> 5;
        words = new int[stride * height];
        lastWord = (width & 31) == 0 ? -1 : (1 << (width & 31)) - 1;
    }

    boolean get(int x, int y) {
        return x >= 0
                && y >= 0
                && x < width
                && y < height
                && (words[y * stride + (x >> 5)] >>> (x & 31) & 1) != 0;
    }

    void set(int x, int y) {
        words[y * stride + (x >> 5)] |= 1 << (x & 31);
    }

    void clear() {
        Arrays.fill(words, 0);
    }

    void copy(Bits from) {
        System.arraycopy(from.words, 0, words, 0, words.length);
    }

    /** How many are set. */
    int count() {
        int count = 0;
        for (int word : words) {
            count += word == 0 ? 0 : Integer.bitCount(word);
        }
        return count;
    }

    /** Sets a row's pixels from one column to before another. */
    void set(int y, int start, int end) {
        for (int x = start; x < end; ) {
            int next = Math.min(end, (x | 31) + 1);
            words[y * stride + (x >> 5)] |= part(x, next);
            x = next;
        }
    }

    /** Clears a row's pixels from one column to before another. */
    void clear(int y, int start, int end) {
        for (int x = start; x < end; ) {
            int next = Math.min(end, (x | 31) + 1);
            words[y * stride + (x >> 5)] &= ~part(x, next);
            x = next;
        }
    }

    /** How many of a row's pixels are set, from one column to before another. */
    int count(int y, int start, int end) {
        int count = 0;
        for (int x = start; x < end; ) {
            int next = Math.min(end, (x | 31) + 1);
            count += Integer.bitCount(words[y * stride + (x >> 5)] & part(x, next));
            x = next;
        }
        return count;
    }

    /** How many of a block's pixels are set. */
    int count(Grid grid, int block) {
        int count = 0;
        for (int y = grid.top(block); y < grid.bottom(block); ++y) {
            count += count(y, grid.left(block), grid.right(block));
        }
        return count;
    }

    /** Clears a block's pixels. */
    void clear(Grid grid, int block) {
        for (int y = grid.top(block); y < grid.bottom(block); ++y) {
            clear(y, grid.left(block), grid.right(block));
        }
    }

    /** The bits of a word for columns from one to before another, both of that word. */
    private static int part(int start, int end) {
        return -1 >>> 32 - (end - start) << (start & 31);
    }

    /** Keeps only what the other lacks. */
    void remove(Bits other) {
        for (int i = 0; i < words.length; ++i) {
            words[i] &= ~other.words[i];
        }
    }

    /** Sets what is set in the other. */
    void add(Bits other) {
        for (int i = 0; i < words.length; ++i) {
            words[i] |= other.words[i];
        }
    }

    /** All that is not set in another. */
    void invert(Bits from) {
        for (int i = 0; i < words.length; ++i) {
            words[i] = ~from.words[i];
        }
        trim();
    }

    /** Sets the pixels whose centre lies in the polygon, by the even-odd rule. */
    void fill(List<ImagePoint> polygon) {
        for (int y = 0; y < height; ++y) {
            double v = (y + 0.5) / height;
            for (int x = 0; x < width; ++x) {
                if (inside(polygon, (x + 0.5) / width, v)) {
                    set(x, y);
                }
            }
        }
    }

    private static boolean inside(List<ImagePoint> polygon, double u, double v) {
        boolean in = false;
        var b = polygon.get(polygon.size() - 1);
        for (var a : polygon) {
            if (a.v() > v != b.v() > v
                    && u < a.u() + (v - a.v()) / (b.v() - a.v()) * (b.u() - a.u())) {
                in = !in;
            }
            b = a;
        }
        return in;
    }

    /** A pixel is set where at least five of the nine around it are, itself among them. */
    void majority(Bits from, Bits ones, Bits twos) {
        // How many of three beside each other, as a number of two bits, for all columns at once.
        for (int y = 0; y < height; ++y) {
            int row = y * stride;
            for (int w = 0; w < stride; ++w) {
                int here = from.words[row + w];
                int left = here << 1 | (w > 0 ? from.words[row + w - 1] >>> 31 : 0);
                int right = here >>> 1 | (w + 1 < stride ? from.words[row + w + 1] << 31 : 0);
                ones.words[row + w] = left ^ here ^ right;
                twos.words[row + w] = left & here | left & right | here & right;
            }
        }
        for (int y = 0; y < height; ++y) {
            int row = y * stride;
            for (int w = 0; w < stride; ++w) {
                int i = row + w;
                int a = y > 0 ? ones.words[i - stride] : 0;
                int b = ones.words[i];
                int c = y + 1 < height ? ones.words[i + stride] : 0;
                int p = y > 0 ? twos.words[i - stride] : 0;
                int q = twos.words[i];
                int r = y + 1 < height ? twos.words[i + stride] : 0;
                int one = a ^ b ^ c;
                int s = a & b | a & c | b & c;
                int three = p & q & (r | s) | r & s & (p | q);
                int two = p & q | r & s | (p | q) & (r | s);
                words[i] = three | two & one;
            }
        }
        trim();
    }

    /** Grows by so many pixels to each side, as a square. */
    void dilate(int radius, Bits spare) {
        for (int reach = 0; reach < radius; ) {
            int step = Math.min(2 * reach + 1, radius - reach);
            across(step, spare);
            reach += step;
        }
        for (int reach = 0; reach < radius; ) {
            int step = Math.min(2 * reach + 1, radius - reach);
            down(step, spare);
            reach += step;
        }
    }

    /** Shrinks by so many pixels from each side; what is beside the picture counts as set. */
    void erode(int radius, Bits spare) {
        invert(this);
        dilate(radius, spare);
        invert(this);
    }

    /** Joins itself with itself moved by so many columns to both sides, at most 31. */
    private void across(int step, Bits spare) {
        int[] from = spare.words;
        System.arraycopy(words, 0, from, 0, words.length);
        int rest = 32 - step;
        for (int row = 0; row < words.length; row += stride) {
            for (int w = 0; w < stride; ++w) {
                int i = row + w;
                int here = from[i];
                int word = here | here << step | here >>> step;
                if (w > 0) {
                    word |= from[i - 1] >>> rest;
                }
                if (w + 1 < stride) {
                    word |= from[i + 1] << rest;
                }
                words[i] = word;
            }
        }
        trim();
    }

    private void down(int step, Bits spare) {
        int[] from = spare.words;
        System.arraycopy(words, 0, from, 0, words.length);
        int jump = step * stride;
        for (int i = 0; i < words.length; ++i) {
            int word = from[i];
            if (i >= jump) {
                word |= from[i - jump];
            }
            if (i + jump < words.length) {
                word |= from[i + jump];
            }
            words[i] = word;
        }
    }

    private void trim() {
        if (lastWord != -1) {
            for (int i = stride - 1; i < words.length; i += stride) {
                words[i] &= lastWord;
            }
        }
    }
}
