// SPDX-License-Identifier: Apache-2.0
/** What is on a picture: the detector and its boxes on the stage. */
package io.sightline.app.detect;
