export { NODE_PICTURES } from './node-pictures.js';
