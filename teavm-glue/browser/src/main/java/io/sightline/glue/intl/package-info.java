// SPDX-License-Identifier: Apache-2.0
/**
 * Numbers, times and plurals in the user's language, by the browser: Java's own would add hundreds
 * of kilobytes.
 */
package io.sightline.glue.intl;
