/**
 * The folders of a scope: their creation and removal, reads of many znodes with few requests, and a copy of a tree that
 * is kept up to date. Sessions and paths come in, znodes go out.
 */
@NullMarked
package io.pogo.engine.tree;

import org.jspecify.annotations.NullMarked;
