// SPDX-License-Identifier: Apache-2.0
/** The command line: list, fetch, verify, import, prune. */
package io.sightline.models.cli;
