// SPDX-License-Identifier: Apache-2.0
// Something that is not there, put into the scene: its picture, and how much of it shows at each pixel.
// Twins: io.sightline.core.effect.Occlusion and Shading.
//
// group 0   binding 0   nearness, [height, width], or 1 / depth where far is 0 and near is 1
//           binding 1   how much shows, [height, width], 0 to 1
//           binding 2   the object's own picture, [height, width], 8-bit red, green, blue and alpha in a word
//           binding 3   what is put where
//           binding 4   the picture on a billboard, [skin height, skin width], as above; one word at least
//           binding 5   light of each byte, 256 floats
// workgroup 8 x 8 x 1, one invocation a pixel: dispatch ceil(width / 8), ceil(height / 8), 1

const SPHERE = 0u;
const BOX = 1u;
const TO_LIGHT = vec3<f32>(-0.4, -0.8, -0.4472136);

struct Place {
  width: u32,
  height: u32,
  // 0 a sphere, 1 a box, 2 a billboard
  shape: u32,
  skinWidth: u32,
  // camera axes: right, down, forward
  centre: vec3<f32>,
  skinHeight: u32,
  // half of each edge; x alone is the radius of a sphere
  halves: vec3<f32>,
  // share of the depth over which hiding sets in
  soft: f32,
  right: vec3<f32>,
  // 1 / depth of nearness 0 and of nearness 1
  far: f32,
  up: vec3<f32>,
  near: f32,
  // light of its surface
  colour: vec3<f32>,
  unused: f32,
  // pixels: focal lengths and the optical axis
  focal: vec2<f32>,
  axis: vec2<f32>,
}

struct Hit {
  depth: f32,
  light: f32,
}

@group(0) @binding(0) var<storage, read> near: array<f32>;
@group(0) @binding(1) var<storage, read_write> shows: array<f32>;
@group(0) @binding(2) var<storage, read_write> own: array<u32>;
@group(0) @binding(3) var<uniform> place: Place;
@group(0) @binding(4) var<storage, read> skin: array<u32>;
@group(0) @binding(5) var<storage, read> light: array<f32, 256>;

fn lit(normal: vec3<f32>) -> f32 {
  return 0.35 + 0.65 * max(0.0, dot(normal, TO_LIGHT));
}

// A depth of 0 is a miss.
fn sphere(ray: vec3<f32>) -> Hit {
  let a = dot(ray, ray);
  let b = dot(ray, place.centre);
  let c = dot(place.centre, place.centre) - place.halves.x * place.halves.x;
  let inside = b * b - a * c;
  let z = (b - sqrt(max(0.0, inside))) / a;
  if (inside < 0.0 || z <= 0.0) {
    return Hit(0.0, 0.0);
  }
  return Hit(z, lit((ray * z - place.centre) / place.halves.x));
}

fn box(ray: vec3<f32>) -> Hit {
  let axes = mat3x3<f32>(place.right, place.up, cross(place.right, place.up));
  var first = 0.0;
  var last = 3.0e38;
  var normal = vec3<f32>(0.0);
  for (var i = 0u; i < 3u; i++) {
    let slope = dot(axes[i], ray);
    let middle = dot(axes[i], place.centre);
    if (slope == 0.0) {
      if (abs(middle) > place.halves[i]) {
        return Hit(0.0, 0.0);
      }
      continue;
    }
    let one = (middle - place.halves[i]) / slope;
    let other = (middle + place.halves[i]) / slope;
    if (min(one, other) > first) {
      first = min(one, other);
      normal = select(axes[i], -axes[i], slope > 0.0);
    }
    last = min(last, max(one, other));
  }
  return Hit(select(0.0, first, first <= last), lit(normal));
}

fn billboard(ray: vec3<f32>) -> Hit {
  let away = abs(ray.xy * place.centre.z - place.centre.xy);
  return Hit(select(0.0, place.centre.z, all(away <= place.halves.xy)), 1.0);
}

fn shown(depth: f32, scene: f32) -> f32 {
  let before = scene / depth - 1.0;
  if (place.soft <= 0.0) {
    return select(0.0, 1.0, before >= 0.0);
  }
  let t = clamp((before / place.soft + 1.0) / 2.0, 0.0, 1.0);
  return t * t * (3.0 - 2.0 * t);
}

// Not mixed between pixels: the picture was scaled to about the size that it is seen at.
fn skinAt(ray: vec3<f32>) -> u32 {
  let share = (ray.xy * place.centre.z - place.centre.xy) / place.halves.xy * 0.5 + 0.5;
  let size = vec2<f32>(f32(place.skinWidth), f32(place.skinHeight));
  let at = vec2<u32>(clamp(share * size, vec2<f32>(0.0), size - 1.0));
  return skin[at.y * place.skinWidth + at.x];
}

fn encoded(linear: vec3<f32>) -> vec3<f32> {
  let clipped = clamp(linear, vec3<f32>(0.0), vec3<f32>(1.0));
  return select(1.055 * pow(clipped, vec3<f32>(1.0 / 2.4)) - 0.055, 12.92 * clipped, clipped <= vec3<f32>(0.0031308));
}

@compute @workgroup_size(8, 8)
fn put(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= place.width || id.y >= place.height) {
    return;
  }
  let at = id.y * place.width + id.x;
  // What has no depth hides nothing.
  let scene = 1.0 / max(1.0e-6, mix(place.far, place.near, near[at]));
  var alpha = 0.0;
  var colour = vec3<f32>(0.0);
  var hits = 0.0;
  for (var i = 0u; i < 4u; i++) {
    let pixel = vec2<f32>(f32(id.x), f32(id.y)) + vec2<f32>(f32(i & 1u), f32(i >> 1u)) * 0.5 + 0.25;
    let ray = vec3<f32>((pixel - place.axis) / place.focal, 1.0);
    var hit: Hit;
    if (place.shape == SPHERE) {
      hit = sphere(ray);
    } else if (place.shape == BOX) {
      hit = box(ray);
    } else {
      hit = billboard(ray);
    }
    if (hit.depth > 0.0) {
      var solid = 1.0;
      var surface = place.colour;
      if (place.shape > BOX) {
        let word = skinAt(ray);
        surface = vec3<f32>(light[word & 255u], light[(word >> 8u) & 255u], light[(word >> 16u) & 255u]);
        solid = f32(word >> 24u) / 255.0;
      }
      colour += surface * hit.light * solid;
      hits += solid;
      alpha += shown(hit.depth, scene) * solid;
    }
  }
  shows[at] = alpha / 4.0;
  own[at] = pack4x8unorm(vec4<f32>(encoded(colour / max(hits, 1.0e-6)), 1.0));
}
