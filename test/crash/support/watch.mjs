// What a test may ask of a server that it floods.
import './loop-watch.mjs';
import './memory-told.mjs';
