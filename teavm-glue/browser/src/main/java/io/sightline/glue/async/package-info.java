// SPDX-License-Identifier: Apache-2.0
/** Waiting for JavaScript and answering it: promises, mailboxes, threads. */
package io.sightline.glue.async;
