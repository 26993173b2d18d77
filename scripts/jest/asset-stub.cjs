'use strict';

/** Stands in for style sheets, fonts and images, which tests never look at. */
module.exports = 'asset';
