/** A compute backend from elsewhere: what dietsnn finds when its jar is on the class path. */
package com.example.backend;
