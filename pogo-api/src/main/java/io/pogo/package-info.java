/** What a user of Pogo says: child specs, supervisors and what may be asked of them. */
@NullMarked
package io.pogo;

import org.jspecify.annotations.NullMarked;
