// SPDX-License-Identifier: Apache-2.0
// A frame and its depth map are laid on one another, pixel for pixel, for the effects that follow.
// Twin: io.sightline.core.effect.Layers.
//
// group 0   binding 0   the frame, [frame height, frame width], 0 to 1, not premultiplied
//           binding 1   the map, [map height, map width], f32
//           binding 2   its range, as range.wgsl leaves it: the first four floats are least, greatest, low, high
//           binding 3   the picture, [height, width], 8-bit red, green, blue and alpha in a word
//           binding 4   nearness, [height, width], 0 at the far end of the range, 1 at the near end
//                       or 1 / depth in metres, 0 where no depth is known
//           binding 5   sizes
// workgroup 8 x 8 x 1, one invocation a pixel of the picture: dispatch ceil(width / 8), ceil(height / 8), 1
//   picture    bindings 0, 3, 5
//   nearness   bindings 1, 2, 4, 5
//   disparity  bindings 1, 4, 5

struct Range {
  least: f32,
  greatest: f32,
  low: f32,
  high: f32,
}

struct Sizes {
  width: u32,
  height: u32,
  mapWidth: u32,
  mapHeight: u32,
  // 1 where small values are near
  flip: u32,
  // how deep values lie: 1 / (scale v + shift) metres where it is inverse, else scale v + shift
  scale: f32,
  shift: f32,
  inverse: u32,
}

@group(0) @binding(0) var frame: texture_2d<f32>;
@group(0) @binding(1) var<storage, read> map: array<f32>;
@group(0) @binding(2) var<storage, read> range: Range;
@group(0) @binding(3) var<storage, read_write> laid: array<u32>;
@group(0) @binding(4) var<storage, read_write> near: array<f32>;
@group(0) @binding(5) var<uniform> sizes: Sizes;

// The mean of the pixels that a pixel of the picture covers.
@compute @workgroup_size(8, 8)
fn picture(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= sizes.width || id.y >= sizes.height) {
    return;
  }
  let size = vec2<u32>(sizes.width, sizes.height);
  let all = textureDimensions(frame);
  let first = id.xy * all / size;
  let last = max(first, ((id.xy + 1u) * all + size - 1u) / size - 1u);
  var sum = vec4<f32>(0.0);
  for (var y = first.y; y <= last.y; y++) {
    for (var x = first.x; x <= last.x; x++) {
      sum += textureLoad(frame, vec2<u32>(x, y), 0);
    }
  }
  let count = (last.x - first.x + 1u) * (last.y - first.y + 1u);
  laid[id.y * sizes.width + id.x] = pack4x8unorm(sum / f32(count));
}

fn value(x: u32, y: u32) -> f32 {
  return map[y * sizes.mapWidth + x];
}

fn sampled(id: vec2<u32>) -> f32 {
  let size = vec2<f32>(f32(sizes.width), f32(sizes.height));
  let whole = vec2<f32>(f32(sizes.mapWidth), f32(sizes.mapHeight));
  // Between the centres of the four values around it.
  let at = clamp((vec2<f32>(id) + 0.5) / size * whole - 0.5, vec2<f32>(0.0), whole - 1.0);
  let corner = vec2<u32>(at);
  let next = min(corner + 1u, vec2<u32>(sizes.mapWidth - 1u, sizes.mapHeight - 1u));
  let part = at - vec2<f32>(corner);
  let above = mix(value(corner.x, corner.y), value(next.x, corner.y), part.x);
  let below = mix(value(corner.x, next.y), value(next.x, next.y), part.x);
  return mix(above, below, part.y);
}

@compute @workgroup_size(8, 8)
fn nearness(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= sizes.width || id.y >= sizes.height) {
    return;
  }
  let span = range.high - range.low;
  var position = 0.0;
  if (span > 0.0) {
    position = clamp((sampled(id.xy) - range.low) / span, 0.0, 1.0);
    position = select(position, 1.0 - position, sizes.flip == 1u);
  }
  near[id.y * sizes.width + id.x] = position;
}

@compute @workgroup_size(8, 8)
fn disparity(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= sizes.width || id.y >= sizes.height) {
    return;
  }
  let line = sizes.scale * sampled(id.xy) + sizes.shift;
  var found = 0.0;
  if (line > 0.0) {
    found = select(1.0 / line, line, sizes.inverse == 1u);
  }
  near[id.y * sizes.width + id.x] = found;
}
