// SPDX-License-Identifier: Apache-2.0
/** Finding and starting Chromium. */
package io.sightline.e2e.browser;
