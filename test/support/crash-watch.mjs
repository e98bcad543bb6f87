// What a test may ask of a server that it floods.
import './crash-loop-watch.mjs';
import './crash-memory-told.mjs';
