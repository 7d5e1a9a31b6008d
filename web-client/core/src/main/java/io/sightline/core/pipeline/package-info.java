// SPDX-License-Identifier: Apache-2.0
/** From pixels to alerts: the stages of watching, put together. */
package io.sightline.core.pipeline;
