// SPDX-License-Identifier: Apache-2.0
// The kernels as the vision worker's program imports them.
export { default as prepare } from './prepare.wgsl';
export { default as range } from './range.wgsl';
export { default as colour } from './colour.wgsl';
export { default as widen } from './widen.wgsl';
export { default as scene } from './scene.wgsl';
export { default as steady } from './steady.wgsl';
export { default as luma } from './luma.wgsl';
export { default as lay } from './lay.wgsl';
export { default as blur } from './blur.wgsl';
export { default as matte } from './matte.wgsl';
export { default as object } from './object.wgsl';
export { default as compose } from './compose.wgsl';
