// SPDX-License-Identifier: Apache-2.0
// A depth map becomes its picture: palette, contours, and nothing where the look cuts away. What lies beneath shows
// through there, and through the whole as far as the page makes it transparent.
// Twin: io.sightline.core.depth.DepthPostprocessor.paint.
//
// group 0   binding 0   the map, [height, width], f32
//           binding 1   its range, as range.wgsl leaves it: the first four floats are least, greatest, low, high
//           binding 2   the palette, 256 words of 8-bit red, green, blue and alpha, from far to near
//           binding 3   the look
// draw 3 vertices on a target of the map's size

struct Range {
  least: f32,
  greatest: f32,
  low: f32,
  high: f32,
}

struct Look {
  width: u32,
  height: u32,
  // 1 where small values are near
  flip: u32,
  // bands between contours, 0 for none
  contours: u32,
  // the part of the scale that is shown, 0 (far) to 1 (near)
  farthest: f32,
  nearest: f32,
  // the ends of the scale where they are not the map's own
  low: f32,
  high: f32,
}

@group(0) @binding(0) var<storage, read> map: array<f32>;
@group(0) @binding(1) var<storage, read> range: Range;
@group(0) @binding(2) var<storage, read> palette: array<u32, 256>;
@group(0) @binding(3) var<uniform> look: Look;

@vertex
fn corner(@builtin(vertex_index) index: u32) -> @builtin(position) vec4<f32> {
  // One triangle that covers the target.
  return vec4<f32>(f32(index & 1u) * 4.0 - 1.0, f32(index >> 1u) * 4.0 - 1.0, 0.0, 1.0);
}

fn low() -> f32 {
  return select(range.low, look.low, look.high > look.low);
}

fn high() -> f32 {
  return select(range.high, look.high, look.high > look.low);
}

// 0 at the far end of the scale, 1 at the near end.
fn nearness(x: u32, y: u32) -> f32 {
  let span = high() - low();
  if (!(span > 0.0)) {
    return 0.0;
  }
  let position = clamp((map[y * look.width + x] - low()) / span, 0.0, 1.0);
  return select(position, 1.0 - position, look.flip == 1u);
}

fn band(x: u32, y: u32) -> u32 {
  return min(look.contours - 1u, u32(nearness(x, y) * f32(look.contours)));
}

// A line runs where the next pixel to the right or below is in another band.
fn onContour(x: u32, y: u32) -> bool {
  if (look.contours == 0u) {
    return false;
  }
  let here = band(x, y);
  return (x + 1u < look.width && band(x + 1u, y) != here) || (y + 1u < look.height && band(x, y + 1u) != here);
}

@fragment
fn colour(@builtin(position) at: vec4<f32>) -> @location(0) vec4<f32> {
  let x = u32(at.x);
  let y = u32(at.y);
  let near = nearness(x, y);
  if (near < look.farthest || near > look.nearest) {
    return vec4<f32>(0.0);
  }
  let step = u32(near * 255.0 + 0.5);
  if (onContour(x, y)) {
    let line = select(1.0, 0.0, step >= 128u);
    return vec4<f32>(line, line, line, 1.0);
  }
  return unpack4x8unorm(palette[step]);
}
