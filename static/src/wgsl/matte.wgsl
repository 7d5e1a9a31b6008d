// SPDX-License-Identifier: Apache-2.0
// What belongs to the foreground, soft around a nearness, and moved to the picture's own edges.
// Twins: io.sightline.core.effect.Matte and GuidedFilter.
//
// group 0   binding 0   the picture, [height, width], 8-bit red, green, blue and alpha in a word
//           binding 1   nearness, [height, width]
//           binding 2   planes, [height, width, 4]
//           binding 3   the same
//           binding 4   the matte, [height, width], 0 to 1
//           binding 5   the edge
// workgroup 8 x 8 x 1, one invocation a pixel: dispatch ceil(width / 8), ceil(height / 8), 1; in this order:
//   soft     bindings 0, 1, 2, 5   the matte as the map has it, and what the fit is made of
//   across   bindings 2, 3, 5      means along the rows
//   fit      bindings 2, 3, 5      means along the columns; the line through the picture's brightness
//   across   bindings 2, 3, 5
//   refine   bindings 0, 3, 4, 5   the matte that the lines give

struct Edge {
  width: u32,
  height: u32,
  // how far it may be moved, pixels
  radius: u32,
  unused: u32,
  // nearness at which a pixel is half foreground, and half the width of the soft part
  threshold: f32,
  band: f32,
  // variance of the brightness below which there is no edge
  epsilon: f32,
}

@group(0) @binding(0) var<storage, read> picture: array<u32>;
@group(0) @binding(1) var<storage, read> near: array<f32>;
@group(0) @binding(2) var<storage, read_write> planes: array<vec4<f32>>;
@group(0) @binding(3) var<storage, read_write> means: array<vec4<f32>>;
@group(0) @binding(4) var<storage, read_write> matte: array<f32>;
@group(0) @binding(5) var<uniform> edge: Edge;

fn outside(id: vec3<u32>) -> bool {
  return id.x >= edge.width || id.y >= edge.height;
}

fn brightness(at: u32) -> f32 {
  return dot(unpack4x8unorm(picture[at]).rgb, vec3<f32>(0.2126, 0.7152, 0.0722));
}

@compute @workgroup_size(8, 8)
fn soft(@builtin(global_invocation_id) id: vec3<u32>) {
  if (outside(id)) {
    return;
  }
  let at = id.y * edge.width + id.x;
  let over = near[at] - edge.threshold;
  var alpha = select(0.0, 1.0, over >= 0.0);
  if (edge.band > 0.0) {
    let t = clamp((over / edge.band + 1.0) / 2.0, 0.0, 1.0);
    alpha = t * t * (3.0 - 2.0 * t);
  }
  let guide = brightness(at);
  planes[at] = vec4<f32>(guide, alpha, guide * guide, guide * alpha);
}

@compute @workgroup_size(8, 8)
fn across(@builtin(global_invocation_id) id: vec3<u32>) {
  if (outside(id)) {
    return;
  }
  let first = max(id.x, edge.radius) - edge.radius;
  let last = min(edge.width - 1u, id.x + edge.radius);
  var sum = vec4<f32>(0.0);
  for (var x = first; x <= last; x++) {
    sum += planes[id.y * edge.width + x];
  }
  means[id.y * edge.width + id.x] = sum / f32(last - first + 1u);
}

fn meanDown(id: vec3<u32>) -> vec4<f32> {
  let first = max(id.y, edge.radius) - edge.radius;
  let last = min(edge.height - 1u, id.y + edge.radius);
  var sum = vec4<f32>(0.0);
  for (var y = first; y <= last; y++) {
    sum += means[y * edge.width + id.x];
  }
  return sum / f32(last - first + 1u);
}

@compute @workgroup_size(8, 8)
fn fit(@builtin(global_invocation_id) id: vec3<u32>) {
  if (outside(id)) {
    return;
  }
  let mean = meanDown(id);
  let variance = max(0.0, mean.z - mean.x * mean.x);
  let slope = (mean.w - mean.x * mean.y) / (variance + edge.epsilon);
  planes[id.y * edge.width + id.x] = vec4<f32>(slope, mean.y - slope * mean.x, 0.0, 0.0);
}

@compute @workgroup_size(8, 8)
fn refine(@builtin(global_invocation_id) id: vec3<u32>) {
  if (outside(id)) {
    return;
  }
  let at = id.y * edge.width + id.x;
  let mean = meanDown(id);
  // A line through the guide overshoots a little; stretching it back sharpens the rim.
  matte[at] = clamp((mean.x * brightness(at) + mean.y - 0.1) / 0.8, 0.0, 1.0);
}
