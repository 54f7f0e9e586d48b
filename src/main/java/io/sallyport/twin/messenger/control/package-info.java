/** The part of the control API that is about Pages and Instagram accounts. Imports all others. */
@NullMarked
package io.sallyport.twin.messenger.control;

import org.jspecify.annotations.NullMarked;
