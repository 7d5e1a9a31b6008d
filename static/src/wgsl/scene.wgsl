// SPDX-License-Identifier: Apache-2.0
// A depth map becomes points or a surface in space, seen from anywhere. Where depth jumps the surface is cut, as in
// io.sightline.core.space.DepthMesh. Twins: SceneView.put, DepthLaw.depth, OrbitCamera.shown.
//
// group 0   binding 0   the map, [height, width], f32
//           binding 1   the frame, [any height, any width]
//           binding 2   how the frame is sampled
//           binding 3   the view
// points     draw 6 vertices a pixel of the map
// surface    draw 6 vertices a cell between four pixels, (width - 1) x (height - 1) cells

struct View {
  // the scene's axes (x right, y down, z forward) to clip space
  matrix: mat4x4<f32>,
  // 1 / fx, 1 / fy, cx, cy in pixels of the map
  lens: vec4<f32>,
  scale: f32,
  shift: f32,
  farthest: f32,
  // neighbours whose depths differ by more than this share lie on different surfaces
  jump: f32,
  size: vec2<u32>,
  // 1 where the depth is 1 / (scale v + shift), 0 where it is scale v + shift
  inverse: u32,
  // and by more than this, always: a surface seen at so flat an angle is none
  steepest: f32,
  // half the edge of a point at depth 1 and distance 1, and its least, in clip space
  radius: vec2<f32>,
  least: vec2<f32>,
  // values that are left
  low: f32,
  high: f32,
  // from this share of the steepest on, a step beside one that is too steep is its foot
  foot: f32,
}

struct Corner {
  @builtin(position) position: vec4<f32>,
  @location(0) uv: vec2<f32>,
}

@group(0) @binding(0) var<storage, read> map: array<f32>;
@group(0) @binding(1) var frame: texture_2d<f32>;
@group(0) @binding(2) var smoothly: sampler;
@group(0) @binding(3) var<uniform> view: View;

// Outside the clip volume: all corners there make nothing.
const NOWHERE = vec4<f32>(2.0, 2.0, 2.0, 1.0);
const NEAREST = 0.02;

// 0 where there is none.
fn depth(at: vec2<u32>) -> f32 {
  let value = map[at.y * view.size.x + at.x];
  let line = view.scale * value + view.shift;
  // A line of 0 or less is behind infinity; kept away from the division.
  let deep = select(line, 1.0 / max(line, 1e-12), view.inverse == 1u);
  let seen = value >= view.low && value <= view.high && line > 0.0 && deep >= NEAREST && deep <= view.farthest;
  return select(0.0, deep, seen);
}

fn centre(at: vec2<u32>) -> vec2<f32> {
  return vec2<f32>(at) + 0.5;
}

fn clip(at: vec2<u32>, deep: f32) -> vec4<f32> {
  let across = (centre(at) - view.lens.zw) * view.lens.xy;
  return view.matrix * vec4<f32>(across * deep, deep, 1.0);
}

@vertex
fn points(@builtin(vertex_index) index: u32) -> Corner {
  let pixel = index / 6u;
  let corner = index % 6u;
  let at = vec2<u32>(pixel % view.size.x, pixel / view.size.x);
  let deep = depth(at);
  if (deep == 0.0) {
    return Corner(NOWHERE, vec2<f32>(0.0));
  }
  let middle = clip(at, deep);
  if (middle.w <= 0.0) {
    return Corner(NOWHERE, vec2<f32>(0.0));
  }
  // Two triangles of a square, 0 1 2 and 2 1 3, a digit each.
  let place = 0x312210u >> (corner * 4u);
  let side = vec2<f32>(select(-1.0, 1.0, (place & 1u) == 1u), select(-1.0, 1.0, (place & 2u) == 2u));
  let reach = max(view.radius * deep, view.least * middle.w);
  return Corner(middle + vec4<f32>(side * reach, 0.0, 0.0), centre(at) / vec2<f32>(view.size));
}

// Beside the map, which is not to be looked at.
const UNKNOWN = -1.0;

// 1 / depth, 0 where there is none.
fn nearness(at: vec2<i32>) -> f32 {
  if (any(at < vec2<i32>(0)) || any(at >= vec2<i32>(view.size))) {
    return UNKNOWN;
  }
  let deep = depth(vec2<u32>(at));
  return select(0.0, 1.0 / max(deep, NEAREST), deep > 0.0);
}

// Whether a step that lies beside another goes the same way and is too steep.
fn goesOn(rise: f32, start: f32, end: f32) -> bool {
  return start != UNKNOWN && end != UNKNOWN && (end - start) * rise > 0.0
    && abs(end - start) > view.steepest * min(start, end);
}

// Whether a pixel and its neighbour lie on one surface: their depths are alike, or go on as they do beside them, and
// they are no part of a soft edge.
fn joined(at: vec2<u32>, step: vec2<i32>) -> bool {
  let place = vec2<i32>(at);
  let here = nearness(place);
  let there = nearness(place + step);
  let before = nearness(place - step);
  let after = nearness(place + 2 * step);
  let least = min(here, there);
  let most = view.jump * least;
  let rise = there - here;
  if (abs(rise) > view.steepest * least
    || (abs(rise) > view.foot * view.steepest * least
      && (goesOn(rise, before, here) || goesOn(rise, there, after)))) {
    return false;
  }
  return abs(rise) <= most
    || (before != UNKNOWN && abs(rise - (here - before)) <= most)
    || (after != UNKNOWN && abs(rise - (after - there)) <= most);
}

@vertex
fn surface(@builtin(vertex_index) index: u32) -> Corner {
  let cell = index / 6u;
  let corner = index % 6u;
  let columns = view.size.x - 1u;
  // The triangles of DepthMesh: upper left, lower left, upper right; then upper right, lower left, lower right.
  let lower = corner > 2u;
  let upperLeft = vec2<u32>(cell % columns, cell / columns);
  let upperRight = upperLeft + vec2<u32>(1u, 0u);
  let lowerLeft = upperLeft + vec2<u32>(0u, 1u);
  let a = select(upperLeft, upperRight, lower);
  let c = select(upperRight, upperLeft + vec2<u32>(1u, 1u), lower);
  let depths = vec3<f32>(depth(a), depth(lowerLeft), depth(c));
  if (any(depths == vec3<f32>(0.0))
    || !joined(select(upperLeft, lowerLeft, lower), vec2<i32>(1, 0))
    || !joined(select(upperLeft, upperRight, lower), vec2<i32>(0, 1))) {
    return Corner(NOWHERE, vec2<f32>(0.0));
  }
  let which = corner % 3u;
  let at = select(select(a, lowerLeft, which == 1u), c, which == 2u);
  let deep = select(select(depths.x, depths.y, which == 1u), depths.z, which == 2u);
  return Corner(clip(at, deep), centre(at) / vec2<f32>(view.size));
}

@fragment
fn colour(corner: Corner) -> @location(0) vec4<f32> {
  return vec4<f32>(textureSampleLevel(frame, smoothly, corner.uv, 0.0).rgb, 1.0);
}
