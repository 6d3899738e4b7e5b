/* The zip in its one form: read, and written again it is the same bytes. */
const CRCS = Int32Array.from({ length: 256 }, (_, value) => {
  let crc = value;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRCS[(crc ^ byte) & 255];
  return ~crc >>> 0;
}

const low = (value, size) => number(value, size).reverse();

function zipped(files) {
  const [local, central] = [[], []];
  let at = 0;
  for (const [name, content] of files) {
    const called = bytesOf(name);
    const common = joined(low(20, 2), low(0, 4), low(0, 2), low(0x21, 2), low(crc32(content), 4), low(content.length, 4), low(content.length, 4), low(called.length, 2), low(0, 2));
    const head = joined(low(0x04034b50, 4), common, called);
    local.push(head, content);
    central.push(low(0x02014b50, 4), low(20, 2), common, low(0, 10), low(at, 4), called);
    at += head.length + content.length;
  }
  const directory = joined(...central);
  const end = joined(low(0x06054b50, 4), low(0, 4), low(files.length, 2), low(files.length, 2), low(directory.length, 4), low(at, 4), low(0, 2));
  return joined(...local, directory, end);
}

/** The members by name, in order. */
function unzipped(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const files = [];
  let at = 0;
  while (at + 30 <= bytes.length && view.getUint32(at, true) === 0x04034b50) {
    const [size, called] = [view.getUint32(at + 18, true), view.getUint16(at + 26, true)];
    const from = at + 30 + called + view.getUint16(at + 28, true);
    demand(from + size <= bytes.length, "the zip ends too early");
    const name = textOf(bytes.subarray(at + 30, at + 30 + called), "a name");
    demand(/^[\x20-\x7e]+$/.test(name), "a name is not ASCII");
    files.push([name, bytes.subarray(from, from + size)]);
    at = from + size;
  }
  demand(files.every(([name], place) => place === 0 || files[place - 1][0] < name), "the members are not sorted by name");
  demand(files.length > 0 && same(zipped(files), bytes), "the zip is not in its one form");
  return new Map(files);
}
