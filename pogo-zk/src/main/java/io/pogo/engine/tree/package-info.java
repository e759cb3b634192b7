/**
 * The folders of a scope: making and removing them, reading many znodes with few requests, a copy of a tree that is
 * kept up to date. Sessions and paths come in, znodes go out.
 */
@NullMarked
package io.pogo.engine.tree;

import org.jspecify.annotations.NullMarked;
