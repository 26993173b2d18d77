'use strict';

/** Tests that start servers and browsers may take their time. */
jest.setTimeout(120_000);
