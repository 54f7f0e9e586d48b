@NullMarked
package io.sallyport.contact;

import org.jspecify.annotations.NullMarked;
