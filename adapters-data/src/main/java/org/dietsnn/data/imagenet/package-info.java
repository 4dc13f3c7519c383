/**
 * ImageNet (ILSVRC 2012) in the forms in which it is usually unpacked. O. Russakovsky et al.,
 * "ImageNet Large Scale Visual Recognition Challenge", IJCV 115(3), 2015.
 */
package org.dietsnn.data.imagenet;
