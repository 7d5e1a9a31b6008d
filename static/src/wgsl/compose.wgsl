// SPDX-License-Identifier: Apache-2.0
// Pictures are put together by a matte, or cut out by it.
// Twin: io.sightline.core.effect.Composite.
//
// group 0   binding 0   the picture above, [height, width], 8-bit red, green, blue and alpha in a word
//           binding 1   how much of it shows, [height, width], 0 to 1
//           binding 2   the picture below, likewise
//           binding 3   light of each byte, 256 floats
//           binding 4   width of all of them
// draw 3 vertices on a target of that size:
//   plain   bindings 0, 4            the picture as it is
//   over    bindings 0, 1, 2, 3, 4   above the other, mixed in light
//   cut     bindings 0, 1, 4         with the matte as its alpha, premultiplied as a canvas wants it

@group(0) @binding(0) var<storage, read> above: array<u32>;
@group(0) @binding(1) var<storage, read> matte: array<f32>;
@group(0) @binding(2) var<storage, read> below: array<u32>;
@group(0) @binding(3) var<storage, read> light: array<f32, 256>;
@group(0) @binding(4) var<uniform> width: u32;

@vertex
fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
  // One triangle that covers the target.
  return vec4<f32>(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

fn place(at: vec4<f32>) -> u32 {
  return u32(at.y) * width + u32(at.x);
}

fn lightOf(word: u32) -> vec3<f32> {
  return vec3<f32>(light[word & 255u], light[(word >> 8u) & 255u], light[(word >> 16u) & 255u]);
}

fn encoded(linear: vec3<f32>) -> vec3<f32> {
  let clipped = clamp(linear, vec3<f32>(0.0), vec3<f32>(1.0));
  return select(1.055 * pow(clipped, vec3<f32>(1.0 / 2.4)) - 0.055, 12.92 * clipped, clipped <= vec3<f32>(0.0031308));
}

@fragment
fn plain(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
  let pixel = unpack4x8unorm(above[place(at)]);
  return vec4<f32>(pixel.rgb * pixel.a, pixel.a);
}

@fragment
fn over(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
  let i = place(at);
  return vec4<f32>(encoded(mix(lightOf(below[i]), lightOf(above[i]), clamp(matte[i], 0.0, 1.0))), 1.0);
}

@fragment
fn cut(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
  let i = place(at);
  let pixel = unpack4x8unorm(above[i]);
  let alpha = clamp(matte[i], 0.0, 1.0) * pixel.a;
  return vec4<f32>(pixel.rgb * alpha, alpha);
}
