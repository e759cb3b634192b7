/**
 * The meters of Micrometer, shared by all supervisors of one node id. Measurements come in; values in a registry go
 * out.
 */
@NullMarked
package io.pogo.zk.internal.meter;

import org.jspecify.annotations.NullMarked;
