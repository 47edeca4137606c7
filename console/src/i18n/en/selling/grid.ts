export default {
  keys: 'Arrows move, typing overwrites, Enter edits. Copy and paste ranges; Ctrl D fills down, Ctrl Z takes back.',
};
