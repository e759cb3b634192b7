/** The contract of a store, as tests that each store's own test extends. */
package io.pogo.contract;
